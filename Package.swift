// swift-tools-version: 6.2
import PackageDescription

// Relais depends on no package: Foundation, Dispatch, and C libraries that every distribution ships.
// The rooms and who may import whom are drawn in Sources/README.md; scripts/check holds the arrows to it.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], pages: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: pages, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: resources, swiftSettings: strict)
}

/// Set by scripts/fuzz.
let isFuzzing = Context.environment["RELAIS_FUZZ"] != nil
let fuzzed: [Target.Dependency] = [
    "Sessions", "Conversation", "Desk", "Record", "Wire", "Flows", "Intents", "Knowledge", "Text", "JSON",
]

let package = Package(
    name: "Relais",
    products: [.executable(name: "relais", targets: ["relais"])],
    targets: [
        // C libraries of the platform
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CEpoll"),
        // what browsers are served, inside the binary
        .target(
            name: "CPages",
            exclude: ["shared", "widget", "shop", "console", "supervisor", "pictures", "README.md"]),

        // leaves
        room("Text"),
        room("CivilTime"),
        room("JSON"),
        room("Learning"),
        // what the bot knows
        room("Intents", ["Text", "CivilTime", "Learning"], pages: ["README.md"]),
        room("Knowledge", ["Text", "CivilTime", "Learning"], pages: ["README.md"]),
        room("Flows", ["Text", "CivilTime"]),
        // the two engines, pure
        room("Conversation", ["Flows", "Intents", "Knowledge", "Text", "CivilTime", "JSON"]),
        room("Desk", ["CivilTime", "JSON"]),
        // the two edges
        room("Record", ["CSQLite", "CCrypto"]),
        room("Wire", ["JSON", "CCrypto"], pages: ["Protocol.md"]),
        // the protocol, pure
        room("Sessions", ["Conversation", "Desk", "Record", "Wire", "Text", "JSON"]),
        // side effects
        room(
            "Service",
            [
                "CEpoll", "CPages", "Sessions", "Wire", "Record", "Desk", "Conversation", "Flows",
                "Knowledge",
                "Intents",
                "Learning", "JSON", "CivilTime", "Text",
            ],
            pages: ["Operating.md"]),
        .executableTarget(
            name: "relais",
            dependencies: [
                "Service", "Sessions", "Wire", "Record", "Desk", "Conversation", "Flows", "Knowledge",
                "Intents",
                "Learning", "JSON", "CivilTime", "Text",
            ],
            swiftSettings: strict),

        // measuring
        .executableTarget(
            name: "BenchLoad", dependencies: ["CEpoll"], exclude: ["README.md", "growth.svg"],
            swiftSettings: strict),
        .executableTarget(name: "BenchEcho", dependencies: ["CEpoll"], swiftSettings: strict),
        .executableTarget(name: "BenchSync", swiftSettings: strict),
        .executableTarget(name: "BenchDesk", dependencies: ["Desk"], swiftSettings: strict),
        .executableTarget(
            name: "BenchText", dependencies: ["Text", "Knowledge", "Learning", "JSON", "Wire"],
            swiftSettings: strict),

        // What suites of several rooms share: numbers by seed, folders that go, data sets that may be there.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        tests("TextTests", ["TestSupport", "Text"]),
        tests("CivilTimeTests", ["TestSupport", "CivilTime"]),
        tests("JSONTests", ["TestSupport", "JSON"]),
        tests("LearningTests", ["Learning"]),
        tests("IntentsTests", ["TestSupport", "Intents", "Text", "CivilTime"]),
        tests("KnowledgeTests", ["Knowledge", "Text", "CivilTime"]),
        tests("FlowsTests", ["TestSupport", "Flows", "Text", "CivilTime"], resources: ["Rejected"]),
        tests(
            "ConversationTests",
            ["Conversation", "Flows", "Intents", "Knowledge", "Text", "CivilTime", "JSON"]),
        tests("DeskTests", ["TestSupport", "Desk", "CivilTime", "JSON"]),
        tests("RecordTests", ["TestSupport", "Record"], resources: ["Fixtures"]),
        tests("WireTests", ["Wire", "JSON"]),
        tests(
            "SessionsTests",
            [
                "TestSupport", "Sessions", "Conversation", "Desk", "Record", "Wire", "Flows", "Intents",
                "Knowledge", "Text", "JSON",
            ]),
        // The whole daemon's logic by seed.
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "TestSupport", "Sessions", "Conversation", "Desk", "Record", "Wire", "Flows", "Intents",
                "Text",
                "JSON",
            ],
            path: "Tests/Simulation", swiftSettings: strict),
        // Bytes from outside, by chance: suites here, a library for libFuzzer in scripts/fuzz.
        isFuzzing
            ? .target(
                name: "Fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
                exclude: ["FuzzTests.swift", "Corpus"],
                swiftSettings: strict)
            : .testTarget(
                name: "FuzzTests", dependencies: fuzzed + ["TestSupport"], path: "Tests/Fuzz",
                exclude: ["LibFuzzer.swift", "Corpus"], swiftSettings: strict),
        tests(
            "RelaisTests",
            [
                "relais", "Service", "Record", "Conversation", "Flows", "Intents", "Knowledge", "Text",
                "JSON",
                "CivilTime",
            ]),
        tests(
            "ServiceTests",
            [
                "TestSupport", "Service", "Sessions", "Conversation", "Desk", "Flows", "Record", "Wire",
                "Text", "JSON",
                "CivilTime",
            ]),
        // The built binary over real sockets; the Python client and its tests stand beside it.
        .testTarget(
            name: "SystemTests", dependencies: ["TestSupport", "relais", "JSON"], path: "Tests/System/Binary",
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
