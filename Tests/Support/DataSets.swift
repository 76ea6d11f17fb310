import Foundation

/// The data sets that may stand beside the project; nil where they do not.
package enum DataSets {
    package static func rows(_ path: String) -> [(label: String, text: String)]? {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
        for base in [
            root.appendingPathComponent("../shared/data"), root.appendingPathComponent("../../shared/data"),
        ] {
            guard let data = try? Data(contentsOf: base.appendingPathComponent(path)) else { continue }
            return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
                (line: Substring) in
                guard let tab = line.firstIndex(of: "\t") else { return nil }
                return (String(line[..<tab]), String(line[line.index(after: tab)...]))
            }
        }
        return nil
    }
}
