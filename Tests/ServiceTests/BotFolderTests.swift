import Flows
import Glibc
import TestSupport
import Testing

@testable import Service

@Suite struct BotFolderTests {
    let folder = TemporaryFolder()

    @Test func readsWhatBelongsToTheBotInOrder() throws {
        for path in [
            "Flows/b.flow", "Flows/a/x.flow", "Flows/bot.policy", "Flows/desk.queues", "Flows/desk.canned",
            "Flows/README.md",
            "Flows/.hidden.flow", "Flows/b.flow~", "Intents/shop.intents", "Intents/knowledge/fr/h.md",
            "Intents/README.md", "Intents/x.signals", "notes.flow",
        ] { folder.put(path, path) }
        let files = try BotFolder(path: folder.path).read().files
        #expect(
            files.map(\.path) == [
                "Flows/a/x.flow", "Flows/b.flow", "Flows/bot.policy", "Flows/desk.canned",
                "Flows/desk.queues",
                "Intents/knowledge/fr/h.md", "Intents/shop.intents", "Intents/x.signals",
            ])
        #expect(files.allSatisfy { $0.bytes == Array($0.path.utf8) })
    }

    @Test func missingFoldersAreNamed() {
        let path = folder.path + "/none"
        #expect(throws: BotFolder.Failure.missing(path)) { try BotFolder(path: path).read() }
        let empty = folder.path
        #expect(throws: BotFolder.Failure.empty(empty)) { try BotFolder(path: empty).read() }
    }

    @Test func aFolderWithNothingToSayIsNoBot() throws {
        let path = folder.path
        folder.put("Flows/bot.policy", "language fr\n")
        folder.put("Intents/a.intents", "intent a\n")
        #expect(throws: BotFolder.Failure.empty(path)) { try BotFolder(path: path).read() }
        folder.put("Intents/knowledge/fr/a.md", "a")
        #expect(try BotFolder(path: path).read().files.count == 3)
    }

    @Test func aFileInPlaceOfTheFolderIsSaidToBeOne() {
        folder.put("bot.flow", "flow a\n")
        let path = folder.path + "/bot.flow"
        #expect(throws: BotFolder.Failure.noFolder(path)) { try BotFolder(path: path).read() }
        #expect(BotFolder.Failure.noFolder(path).explanation.contains("is no folder"))
    }

    @Test func linksMayNotLeadOut() throws {
        folder.put("Flows/a.flow", "a")
        symlink("a.flow", folder.path + "/Flows/b.flow")
        #expect(try BotFolder(path: folder.path).read().files.count == 2)
        symlink("/etc/hostname", folder.path + "/Flows/c.flow")
        #expect(throws: BotFolder.Failure.self) { try BotFolder(path: folder.path).read() }
    }

    /// Followed sixteen folders deep, it would show each flow as defined twice.
    @Test(arguments: [("Flows/again", "."), ("Flows/orders/up", ".."), ("Flows/orders/deep/top", "../../..")])
    func aLinkThatLeadsBackIsNamedOnce(_ link: String, _ target: String) {
        folder.put("Flows/a.flow", "a")
        folder.put("Flows/orders/deep/b.flow", "b")
        symlink(target, folder.path + "/" + link)
        #expect(
            throws: BotFolder.Failure.unreadable(
                path: link, why: "a link that leads back to a folder it stands in")
        ) { try BotFolder(path: folder.path).read() }
    }

    @Test func twoLinksThatLeadToEachOtherAreNamed() {
        folder.put("Flows/a/x.flow", "x")
        folder.put("Flows/b/y.flow", "y")
        symlink("../b", folder.path + "/Flows/a/other")
        symlink("../a", folder.path + "/Flows/b/other")
        // Whichever of the two folders the disk names first.
        let failure = #expect(throws: BotFolder.Failure.self) { try BotFolder(path: folder.path).read() }
        guard case .unreadable(let path, let why)? = failure else { return }
        #expect(["Flows/a/other/other", "Flows/b/other/other"].contains(path))
        #expect(why == "a link that leads back to a folder it stands in")
    }

    @Test func aLinkToAFolderBesideIsFollowed() throws {
        folder.put("Flows/a/x.flow", "x")
        folder.put("shared/y.flow", "y")
        symlink("../shared", folder.path + "/Flows/shared")
        #expect(
            try BotFolder(path: folder.path).read().files.map(\.path) == [
                "Flows/a/x.flow", "Flows/shared/y.flow",
            ])
    }

    @Test func aFolderInPlaceOfAFileIsSaidToBeOne() {
        guard case .failure(let failure) = FileReader.read(folder.path, limit: 10) else {
            Issue.record("a folder was read")
            return
        }
        #expect(failure.explanation == "is a folder, not a file")
    }

    @Test func aFileBeyondTheLimitIsRefused() {
        folder.put("Flows/a.flow", "a")
        truncate(folder.path + "/Flows/a.flow", BotFolder.fileLimit + 1)
        #expect(
            throws: BotFolder.Failure.unreadable(
                path: "Flows/a.flow", why: "larger than \(BotFolder.fileLimit) octets")
        ) { try BotFolder(path: folder.path).read() }
    }

    @Test func whatBelongsButCannotBeReadIsNamed() {
        folder.put("Flows/a.flow", "a")
        symlink("nowhere", folder.path + "/Flows/link.flow")
        #expect(
            throws: BotFolder.Failure.unreadable(path: "Flows/link.flow", why: "No such file or directory")
        ) {
            try BotFolder(path: folder.path).read()
        }
        unlink(folder.path + "/Flows/link.flow")
        mkfifo(folder.path + "/Flows/pipe.flow", 0o600)
        #expect(throws: BotFolder.Failure.unreadable(path: "Flows/pipe.flow", why: "not a regular file")) {
            try BotFolder(path: folder.path).read()
        }
        unlink(folder.path + "/Flows/pipe.flow")
        symlink("nowhere", folder.path + "/Flows/notes.txt")
        #expect(throws: Never.self) { try BotFolder(path: folder.path).read() }
    }
}

@Suite struct ChangeSettlerTests {
    func look(_ settler: inout ChangeSettler<Int>, _ current: Int) -> Bool { settler.look(current) }

    @Test func changedFilesAreReadOnceTheyStandStill() {
        var settler = ChangeSettler(taken: 1)
        #expect(look(&settler, 1) == false)
        #expect(look(&settler, 2) == false)
        #expect(look(&settler, 3) == false)
        #expect(look(&settler, 3) == true)
        #expect(look(&settler, 3) == false)
        // Back to what runs: nothing to do.
        #expect(look(&settler, 4) == false)
        #expect(look(&settler, 3) == false)
        #expect(look(&settler, 3) == false)
    }

    @Test func takenAtOnceIsNotTakenAgain() {
        var settler = ChangeSettler(taken: 1)
        settler.take(2)
        #expect(look(&settler, 2) == false)
    }
}
