import Glibc
import Record
import Service
import Testing
import Text

@testable import relais

@Suite struct WorldWordsTests {
    static func french(_ text: String) -> String { WorldWords.text(text, in: .french) }

    /// One of each; a new case does not compile until it is here.
    static let storeErrors: [StoreError] = {
        let stream = StreamID(high: 1, low: 2)
        var all: [StoreError] = []
        var next: StoreError? = .busy(operation: "open")
        while let error = next {
            all.append(error)
            next =
                switch error {
                case .busy: .full(operation: "commit", path: "d/relais.sqlite")
                case .full: .corrupt(operation: "open", path: "d/x", detail: "file is not a database")
                case .corrupt: .readOnly(path: "d/x")
                case .readOnly: .notFound(what: "d/x")
                case .notFound: .newerSchema(path: "d/x", found: 9, known: 3)
                case .newerSchema: .inUse(path: "d/x")
                case .inUse: .conflict(stream: stream, expected: 2, actual: 3)
                case .conflict: .keyTaken(scope: 1, key: [1], stream: stream)
                case .keyTaken: .nameTaken("Claire")
                case .nameTaken: .tooLarge(stream: stream, byteCount: 9)
                case .tooLarge: .io(operation: "open", code: 5, path: "d/x")
                case .io: nil
                }
        }
        return all
    }()

    @Test(arguments: storeErrors)
    func whatTheRecordRefusesIsSaid(_ error: StoreError) {
        let french = Self.french(error.explanation)
        #expect(french != error.explanation && !french.contains("{"))
        #expect(WorldWords.text(error.explanation, in: .english) == error.explanation)
    }

    @Test(arguments: [
        BotFolder.Failure.missing("b"), .noFolder("b"), .empty("b"), .tooMany(limit: 3), .tooMuch(limit: 3),
        .unreadable(path: "Flows/a.flow", why: "its name is not UTF-8"),
        .unreadable(path: "Flows/a.flow", why: String(cString: strerror(EACCES))),
    ])
    func whatABotsFolderRefusesIsSaid(_ failure: BotFolder.Failure) {
        #expect(Self.french(failure.explanation) != failure.explanation)
    }

    @Test func sentencesStandBehindWhatTheyAreAbout() {
        for (english, french) in [
            ("Permission denied", "permission refusée"),
            ("Flows/a.flow: open: Permission denied", "Flows/a.flow: open: permission refusée"),
            (
                "open: d: x is damaged or not a Relais record (it is a folder); restore a backup",
                "open: d: x est endommagé ou n'est pas un registre de Relais (c'est un dossier) ; restaurer une "
                    + "sauvegarde"
            ),
            (
                "the desk's log cannot be read (event 3 of the desk cannot be read); restore a backup",
                "le journal de la file d'attente est illisible (l'événement 3 de la file d'attente est illisible) ; "
                    + "restaurer une sauvegarde"
            ),
            // Nobody's sentence stays as it is.
            ("a: b: c", "a: b: c"), ("", ""), ("Name : Permission denied!", "Name : Permission denied!"),
            ("a: b: c: d: e: f: g: Permission denied", "a: b: c: d: e: f: g: Permission denied"),
        ] {
            #expect(Self.french(english) == french)
        }
    }

    @Test func theSystemsUsualErrorsAreSaid() {
        for code in [
            EPERM, ENOENT, EIO, EACCES, EEXIST, ENOTDIR, EISDIR, EINVAL, EMFILE, ENFILE, ENOSPC, EROFS,
            EADDRINUSE,
            EADDRNOTAVAIL, ECONNREFUSED, ETIMEDOUT, ENAMETOOLONG, EDQUOT, EFBIG, ENOMEM,
        ] {
            let english = String(cString: strerror(code))
            #expect(Self.french(english) != english)
        }
        #expect(Self.french(String(cString: gai_strerror(EAI_NONAME))) == "nom d'hôte inconnu")
    }
}
