import Glibc

/// Size, time and identity of a file: another signature means another content.
struct FileSignature: Hashable, Sendable {
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
    let inode: UInt64

    /// - Returns: nil when there is no such file.
    init?(path: String) {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        self.init(information)
    }

    init(_ information: stat) {
        size = Int64(information.st_size)
        seconds = information.st_mtim.tv_sec
        nanoseconds = information.st_mtim.tv_nsec
        inode = UInt64(information.st_ino)
    }
}

/// Reads whole files up to a named limit.
package enum FileReader {
    package enum Failure: Error, Hashable, Sendable {
        case system(SystemFailure)
        case tooLarge(limit: Int)
        case noFile(isFolder: Bool)

        package var explanation: String {
            switch self {
            case .system(let failure): failure.explanation
            case .tooLarge(let limit): "larger than \(limit) octets"
            case .noFile(let isFolder): isFolder ? "is a folder, not a file" : "is not a regular file"
            }
        }
    }

    package static func read(_ path: String, limit: Int) -> Result<[UInt8], Failure> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(.system(SystemFailure("open"))) }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { return .failure(.system(SystemFailure("stat"))) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            return .failure(.noFile(isFolder: information.st_mode & S_IFMT == S_IFDIR))
        }
        guard information.st_size <= limit else { return .failure(.tooLarge(limit: limit)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(information.st_size) + 1)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(.system(SystemFailure("read")))
            }
            if count == 0 { return .success(bytes) }
            bytes += buffer[..<count]
            // It may have grown since.
            if bytes.count > limit { return .failure(.tooLarge(limit: limit)) }
        }
    }
}
