import CSQLite
import Glibc

/// Has SQLite write what a commit adds to its log in one piece.
///
/// SQLite hands a page of the log to the system in two writes, 24 octets of head and 4,096 of page: some forty calls for
/// a commit of twenty pages. This is a file system for it (a "VFS") that opens everything as the platform's own does, but
/// for the log: what is written there one behind the other is gathered in memory and written at once, at the latest
///
/// - with the last page of a transaction, before SQLite makes it known to other connections or asks for a sync;
/// - before anything is read, synced, cut or measured.
///
/// So no page is missing where SQLite or another connection may look, and what `synchronous` promises stays as it was.
/// A write that fails does so some pages later, in the same transaction, which is then rolled back. Only for connections that
/// write to the log when they commit and not before (`PRAGMA cache_spill = OFF`): pages of a transaction that was rolled back
/// would be written later, perhaps over another connection's.
///
/// - Source: sqlite.org/vfs.html; sqlite.org/fileformat2.html section 4 (the log's format).
enum GatheredLog {
    /// The name under which SQLite knows it; nil when it could not be made, for the platform's own.
    static let name: String? = register() ? "relais-gathered" : nil

    /// SQLite's own file system for Unix takes less than 128 kB at once (`seekAndWriteFd` in its os_unix.c).
    private static let capacity = 120 << 10

    /// An open log. Lies in memory that SQLite gives, with the platform's file behind it.
    private struct File {
        /// First, as SQLite wants it: the functions below.
        var methods: UnsafePointer<sqlite3_io_methods>?
        var inner: UnsafeMutablePointer<sqlite3_file>
        /// Made at the first write: readers need none.
        var room: UnsafeMutableRawPointer?
        var start: Int64 = 0
        var count = 0
        /// The next page is the last one of its transaction.
        var endsTransaction = false

        /// Where the platform's file lies.
        static let innerOffset = (MemoryLayout<File>.stride + 15) & ~15

        var own: sqlite3_io_methods { inner.pointee.pMethods.pointee }

        mutating func write(_ bytes: UnsafeRawPointer, _ length: Int, at offset: Int64) -> Int32 {
            if count > 0, offset != start + Int64(count) || count + length > capacity {
                let code = flush()
                if code != SQLITE_OK { return code }
            }
            let isHead = length == GatheredLog.frameHeadLength
            // The database's size after the transaction; not 0 in its last frame alone.
            if isHead { endsTransaction = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self) != 0 }
            if room == nil { room = malloc(capacity) }
            guard let room, length <= capacity else {
                return own.xWrite(inner, bytes, Int32(length), offset)
            }
            if count == 0 { start = offset }
            (room + count).copyMemory(from: bytes, byteCount: length)
            count += length
            return endsTransaction && !isHead ? flush() : SQLITE_OK
        }

        mutating func flush() -> Int32 {
            guard count > 0, let room else { return SQLITE_OK }
            // Emptied whether it works or not: what failed must not be written later, in another transaction's place.
            let length = count
            count = 0
            endsTransaction = false
            return own.xWrite(inner, room, Int32(length), start)
        }
    }

    private static let frameHeadLength = 24

    // Written once, when `name` is first asked for, and then only read.
    nonisolated(unsafe) private static let platform = sqlite3_vfs_find(nil)
    nonisolated(unsafe) private static let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(
        capacity: 1)
    nonisolated(unsafe) private static let system = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)

    private static func register() -> Bool {
        guard let platform else { return false }
        methods.initialize(to: makeMethods())
        system.initialize(to: platform.pointee)
        system.pointee.pNext = nil
        // Lives as long as the process.
        system.pointee.zName = UnsafePointer(strdup("relais-gathered"))
        system.pointee.szOsFile = Int32(File.innerOffset) + platform.pointee.szOsFile
        system.pointee.xOpen = { _, name, file, flags, outFlags in
            GatheredLog.open(name, file, flags, outFlags)
        }
        return sqlite3_vfs_register(system, 0) == SQLITE_OK
    }

    private static func open(
        _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let platform, let file else { return SQLITE_CANTOPEN }
        guard flags & SQLITE_OPEN_WAL != 0 else {
            return platform.pointee.xOpen(platform, name, file, flags, outFlags)
        }
        let memory = UnsafeMutableRawPointer(file)
        let inner = (memory + File.innerOffset).bindMemory(to: sqlite3_file.self, capacity: 1)
        inner.initialize(to: sqlite3_file())
        let code = platform.pointee.xOpen(platform, name, inner, flags, outFlags)
        // Without functions SQLite takes the file for one that is not open.
        let isOpen = inner.pointee.pMethods != nil
        memory.bindMemory(to: File.self, capacity: 1)
            .initialize(to: File(methods: isOpen ? UnsafePointer(methods) : nil, inner: inner))
        return code
    }

    private static func log(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<File>? {
        file.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: File.self) }
    }

    /// Writes what is gathered, then lets the platform do the rest.
    private static func flushed(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ body: (sqlite3_io_methods, UnsafeMutablePointer<sqlite3_file>) -> Int32
    ) -> Int32 {
        guard let log = log(file) else { return SQLITE_IOERR }
        let code = log.pointee.flush()
        return code == SQLITE_OK ? body(log.pointee.own, log.pointee.inner) : code
    }

    /// Version 1 of the functions: the log has no memory shared with others, that is the database file's.
    private static func makeMethods() -> sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xWrite = { file, bytes, length, offset in
            guard let log = GatheredLog.log(file), let bytes else { return SQLITE_IOERR }
            return log.pointee.write(bytes, Int(length), at: offset)
        }
        methods.xClose = { file in
            guard let log = GatheredLog.log(file) else { return SQLITE_IOERR }
            let code = log.pointee.flush()
            free(log.pointee.room)
            log.pointee.room = nil
            let closed = log.pointee.own.xClose(log.pointee.inner)
            return code == SQLITE_OK ? closed : code
        }
        methods.xRead = { file, bytes, length, offset in
            GatheredLog.flushed(file) { $0.xRead($1, bytes, length, offset) }
        }
        methods.xTruncate = { file, size in GatheredLog.flushed(file) { $0.xTruncate($1, size) } }
        methods.xSync = { file, flags in GatheredLog.flushed(file) { $0.xSync($1, flags) } }
        methods.xFileSize = { file, size in GatheredLog.flushed(file) { $0.xFileSize($1, size) } }
        methods.xLock = { file, level in GatheredLog.flushed(file) { $0.xLock($1, level) } }
        methods.xUnlock = { file, level in GatheredLog.flushed(file) { $0.xUnlock($1, level) } }
        methods.xCheckReservedLock = { file, answer in
            GatheredLog.flushed(file) { $0.xCheckReservedLock($1, answer) }
        }
        methods.xFileControl = { file, operation, argument in
            GatheredLog.flushed(file) { $0.xFileControl($1, operation, argument) }
        }
        methods.xSectorSize = { file in
            guard let log = GatheredLog.log(file) else { return 0 }
            return log.pointee.own.xSectorSize(log.pointee.inner)
        }
        methods.xDeviceCharacteristics = { file in
            guard let log = GatheredLog.log(file) else { return 0 }
            return log.pointee.own.xDeviceCharacteristics(log.pointee.inner)
        }
        return methods
    }
}
