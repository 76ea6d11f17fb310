package import Text

/// Turns the files of a bot into a checked program, or says why not.
package enum FlowCompiler {
    /// Compiles the flow, transcript, policy and queue files among `files`; the others are another room's.
    ///
    /// - Returns: the program, nil when any diagnostic is an error; and every diagnostic, by file and position. Ranges
    ///   point into `SourceSet(files)` in the order of `files.files`.
    package static func compile(
        files: BotFiles, catalogue: Catalogue
    ) -> (program: Program?, diagnostics: [Diagnostic]) {
        compile(sources: SourceSet(files), catalogue: catalogue)
    }

    /// The same over files already numbered.
    ///
    /// - Parameter sources: all files of the bot; the program's own set is these and the shipped flows after them.
    package static func compile(
        sources: SourceSet, catalogue: Catalogue
    ) -> (program: Program?, diagnostics: [Diagnostic]) {
        let sink = DiagnosticSink()
        var compilation = Compilation(sources: sources, catalogue: catalogue, sink: sink)
        let program = compilation.run()
        return (sink.errorCount == 0 ? program : nil, sorted(sink.diagnostics))
    }

    /// By file, then position; errors first at the same place.
    static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.range.file != b.range.file { return a.range.file < b.range.file }
            if a.range.start != b.range.start { return a.range.start < b.range.start }
            if a.severity != b.severity { return a.severity < b.severity }
            return left.offset < right.offset
        }.map(\.element)
    }
}

extension SourceSet {
    /// The files of a bot, numbered in their order.
    package init(_ files: BotFiles) {
        self.init(files: files.files.map { SourceFile(path: $0.path, bytes: $0.bytes) })
    }
}

extension SourceFile {
    package var isFlowFile: Bool { path.hasSuffix(".flow") }
    package var isTranscriptFile: Bool { path.hasSuffix(".transcript") }
    package var isPolicyFile: Bool { path == "bot.policy" || path.hasSuffix("/bot.policy") }
    package var isQueueFile: Bool { path == "desk.queues" || path.hasSuffix("/desk.queues") }
    package var isCannedFile: Bool { path == "desk.canned" || path.hasSuffix("/desk.canned") }
}
