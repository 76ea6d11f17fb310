import Glibc
import Testing

@testable import relais

@Suite struct FileAccessTests {
    let folder = "/tmp/relais-file-access-\(getpid())-\(UInt32.random(in: 0 ... .max))"

    init() throws { try FileAccess.makeFolder(folder) }

    @Test func aLinkIsFollowedAndKept() throws {
        let file = folder + "/model"
        try FileAccess.write([1], to: file)
        symlink("model", folder + "/link")
        try FileAccess.write([2, 3], to: folder + "/link")
        #expect(try FileAccess.read(file) == [2, 3])
        var status = stat()
        #expect(lstat(folder + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    /// A rename would put a file where the device or pipe was.
    @Test func whatIsNoFileIsWrittenToAsItIs() throws {
        let pipe = folder + "/pipe"
        mkfifo(pipe, 0o600)
        let reader = open(pipe, O_RDWR | O_NONBLOCK)
        defer { close(reader) }
        try FileAccess.write([7, 8], to: pipe)
        var bytes: [UInt8] = [0, 0, 0]
        #expect(Glibc.read(reader, &bytes, 3) == 2 && bytes == [7, 8, 0])
        var status = stat()
        #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(throws: CommandFailure.self) { try FileAccess.write([1], to: folder) }
    }
}
