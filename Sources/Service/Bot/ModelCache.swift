package import Conversation
package import Flows
import Glibc
import Wire

/// Trained models in the data folder, or for commands in the user's cache, `models/<hash of the intent files>.model`: who
/// starts with the same intents need not train again. A cache and nothing more: what is missing or damaged is made anew.
package struct ModelCache: Sendable {
    /// A model for 150 intents takes 5 MB.
    private static let limit = 256 << 20
    /// Older ones are removed.
    private static let keptCount = 4

    private let folder: String
    private let encode: @Sendable (World) -> [UInt8]?

    /// - Parameter encode: the trained model of a world as octets.
    package init(folder parent: String, encode: @escaping @Sendable (World) -> [UInt8]?) {
        folder = parent + "/models"
        self.encode = encode
    }

    /// The model kept for these intent files, else the newest there is: its examples may be the same all the same, when
    /// only a comment changed. Whoever gets it compares (`KeptUnderstanding`).
    package func model(for files: BotFiles) -> [UInt8]? {
        model(at: path(for: files)) ?? kept().first.flatMap { model(at: $0) }
    }

    private func model(at path: String) -> [UInt8]? {
        guard case .success(let bytes) = FileReader.read(path, limit: Self.limit) else { return nil }
        // Touched, so that the models in use are the newest.
        utimes(path, nil)
        return bytes
    }

    /// Failures are silent: the next start trains again.
    package func keep(_ world: World, for files: BotFiles) {
        guard let bytes = encode(world) else { return }
        mkdir(folder, 0o700)
        let path = path(for: files)
        // Several commands may keep the same at once.
        let temporary = path + ".\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            rest = rest.dropFirst(count)
        }
        close(descriptor)
        if rest.isEmpty { rename(temporary, path) } else { unlink(temporary) }
        removeOld()
    }

    private func path(for files: BotFiles) -> String {
        var bytes: [UInt8] = []
        for file in files.files where file.path.hasPrefix("Intents/") && file.path.hasSuffix(".intents") {
            bytes += Array("\(file.path)\u{0}\(file.bytes.count)\u{0}".utf8)
            bytes += file.bytes
        }
        return folder + "/" + Tokens.hexadecimal(Tokens.sha256(bytes)) + ".model"
    }

    private func removeOld() {
        for old in kept().dropFirst(Self.keptCount) { unlink(old) }
        // What a killed program had begun; of those at work there are few.
        for begun in kept(ending: ".new").dropFirst(Self.keptCount) { unlink(begun) }
    }

    /// The paths of the models there are, the newest first.
    private func kept(ending: String = ".model") -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var found: [(path: String, changed: Int)] = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(ending), let signature = FileSignature(path: folder + "/" + name) else {
                continue
            }
            found.append((folder + "/" + name, signature.seconds))
        }
        return found.sorted { ($1.changed, $0.path) < ($0.changed, $1.path) }.map(\.path)
    }
}
