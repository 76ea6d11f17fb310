import CivilTime

/// Where a date without a year may lie.
struct DateBounds {
    var today: Int32
    var from: Int32?
    var to: Int32?
    var prefersPast = false

    init(today: Int32, from: Int32?, to: Int32?) {
        self.today = today
        self.from = from
        self.to = to
    }

    /// The first such day from today on; the last one before today if only that lies within the bounds or the words say so.
    func nearest(month: Int, day: Int) -> Int32? {
        let year = Int(CivilDate(days: today).year)
        // Five years forward and back hold a 29 February, except around 1900 and 2100, which nobody books.
        let days = (-5...5).compactMap { CivilDate(year: year + $0, month: month, day: day)?.days }
        let next = days.first { $0 >= today }
        let previous = days.last { $0 < today }
        if prefersPast { return previous ?? next }
        if let next, fits(next) { return next }
        if let previous, fits(previous) { return previous }
        return next ?? previous
    }

    private func fits(_ days: Int32) -> Bool {
        (from.map { $0 <= days } ?? true) && (to.map { days <= $0 } ?? true)
    }
}
