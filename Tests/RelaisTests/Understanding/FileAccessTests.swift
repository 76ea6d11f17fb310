import Glibc
import Testing

@testable import relais

@Suite struct FileAccessTests {
    let folder = "/tmp/relais-file-access-\(getpid())-\(UInt32.random(in: 0 ... .max))"

    init() throws { try FileAccess.makeFolder(folder) }

    @Test func aLinkIsFollowedAndKept() throws {
        let file = folder + "/model"
        try FileAccess.write([1], to: file)
        chmod(file, 0o600)
        symlink("model", folder + "/link")
        try FileAccess.write([2, 3], to: folder + "/link")
        #expect(try FileAccess.read(file) == [2, 3])
        var status = stat()
        #expect(lstat(folder + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    /// A pipe that nobody writes to would be waited for.
    @Test func onlyAFileIsReadUnlessItIsOpenAlready() throws {
        let pipe = folder + "/in"
        mkfifo(pipe, 0o600)
        for path in [pipe, "/dev/zero", folder] {
            #expect(throws: CommandFailure.self) { try FileAccess.read(path) }
        }
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        #expect(Glibc.write(ends[1], "ab", 2) == 2)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try FileAccess.read("/dev/fd/\(ends[0])") == Array("ab".utf8))
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
