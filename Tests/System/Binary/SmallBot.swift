import Glibc

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/relais-system-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, let made = mkdtemp(base) else { return "/nonexistent" }
            return String(cString: made)
        }
    }

    deinit { Self.remove(path) }

    /// Makes or replaces a file with its folders.
    func put(_ relative: String, _ text: String, mode: mode_t = 0o600) {
        var folder = path
        for part in relative.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
        let descriptor = open(path + "/" + relative, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    static func remove(_ path: String) {
        var information = stat()
        guard lstat(path, &information) == 0 else { return }
        guard information.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        if let entries = opendir(path) {
            while let entry = readdir(entries) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(entries)
        }
        rmdir(path)
    }
}

/// A bot so small that it is trained in no time: it tells its version and finds a parcel by a local program.
enum SmallBot {
    static func write(to folder: TemporaryFolder, version: String = "one") {
        writeFlow(to: folder, version: version)
        folder.put(
            "Flows/bot.policy",
            """
            language en
            language fr
            satisfaction never
            default queue support
            origin https://shop.example
            action parcel.find program find-parcel

            """)
        folder.put("Flows/desk.queues", "queue support\nlabel fr: Support\nlabel en: Support\n")
        folder.put(
            "Intents/small.intents",
            """
            intent version.tell
            label fr: dire la version
            label en: tell the version
            en: which version is this
            en: tell me the version
            en: version please
            fr: quelle version est-ce
            fr: donne la version
            fr: la version s'il te plaît

            intent parcel.find
            label fr: trouver un colis
            label en: find a parcel
            en: where is my parcel
            en: find my parcel
            en: parcel not arrived
            fr: où est mon colis
            fr: trouver mon colis
            fr: colis pas arrivé

            """)
        folder.put("find-parcel", "#!/bin/sh\nread -r line\necho '{\"place\":\"Lyon\"}'\n", mode: 0o700)
    }

    static func writeFlow(to folder: TemporaryFolder, version: String) {
        folder.put("Flows/small.flow", flow(version: version))
    }

    static func flow(version: String) -> String {
        """
        flow version
        label fr: dire la version
        label en: tell the version
        trigger version.tell
        step start
        say
        fr: Version \(version).
        en: Version \(version).
        end solved

        action parcel.find
        takes number text
        gives place text

        flow parcel
        label fr: trouver un colis
        label en: find a parcel
        trigger parcel.find
        slot number is text
        step start
        ask number
        fr: Quel numéro ?
        en: Which number?
        go look-up
        step look-up
        call parcel.find number into found within 2 s
        on error go person because system unreachable
        say
        fr: Il est à {found.place}.
        en: It is in {found.place}.
        end solved
        step person
        escalate support

        """
    }
}
