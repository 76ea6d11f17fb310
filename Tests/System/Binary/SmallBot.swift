import TestSupport

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
