import Conversation
import Flows
import Glibc
import JSON
import Record
import Sessions
import Wire

extension Server {
    /// Does what the machine said, in the order it was said.
    func carryOut(_ outputs: [Output]) {
        for output in outputs {
            switch consume output {
            case .send(let id, let object):
                guard let connection = table[id.number], connection.life == .open else { continue }
                connection.out.prepare(&shelf)
                if connection.speech == .webSocket {
                    connection.out.append { WebSocketFramer.appendTextHead(length: object.count, to: &$0) }
                    connection.out.append(object)
                } else {
                    connection.out.append(object)
                    connection.out.append(0x0A)
                }
                markDirty(connection)
            case .close(let id):
                guard let connection = table[id.number] else { continue }
                connection.isKnown = false
                finish(connection)
            case .commit(let id, let batch):
                measures.began(id, at: nanoseconds)
                commits.append(RecordWriter.Request(id: id, batch: batch))
            case .read(let id, let request): perform(id, request)
            case .act(let request): call(request)
            case .pauseReading(let id):
                resuming.remove(id.number)
                if let connection = table[id.number] { pause(connection) }
            case .resumeReading(let id):
                resuming.add(id.number)
            case .setWake(let time): wake = time
            case .reload(let id, let cid):
                lastReload += 1
                reloaders[lastReload] = (id, cid)
                keeper.reload(lastReload)
            case .status(let id, let cid):
                let members = health.members(
                    version: version, atMilliseconds: now)
                carryOut(machine.statusKnown(for: id, cid: cid, members, at: now))
            case .overRate(let id): table[id.number]?.isOverRate = true
            case .drained: drained()
            case .log(let entry): write(entry)
            }
        }
    }

    private func write(_ entry: LogEntry) {
        switch entry.level {
        case .debug: return
        case .info: log("session", ["what": entry.text])
        case .warning: log("session", ["what": entry.text], level: .warning)
        case .error: log("session", ["what": entry.text], level: .error)
        }
    }

    private func perform(_ id: ReadID, _ request: ReadRequest) {
        let mailbox = mailbox
        reader.perform { store in
            let answer: ReadAnswer
            do throws(StoreError) {
                switch request {
                case .state(let stream):
                    let snapshot = try store.snapshot(stream)
                    let events = try store.read(stream, from: (snapshot?.number ?? 0) + 1, limit: .max)
                    answer = .state(snapshot, events)
                case .events(let stream, let from, let limit):
                    answer = .events(try store.read(stream, from: from, limit: limit))
                case .key(let scope, let key):
                    answer = .entries(try store.findByKey(scope: scope, key: key))
                }
            } catch { answer = .failed(error) }
            mailbox.post(.read(id, answer))
        }
    }

    // MARK: - External actions

    private func call(_ request: ActionRequest) {
        lastCall += 1
        let id = lastCall
        calls[id] = (request.conversation, request.call, request.action)
        guard let target = target(of: request.action) else {
            failedCalls.append((id, .failed(.noTarget)))
            return
        }
        let action = ExternalAction(
            id: id, name: request.action, target: target, arguments: request.arguments,
            idempotencyKey: request.idempotencyKey, withinMilliseconds: request.withinMilliseconds)
        if let result = actions.start(action, atMilliseconds: monotonic) { failedCalls.append((id, result)) }
    }

    private func target(of action: String) -> ExternalAction.Target? {
        switch world.program.policy.bindings.first(where: { $0.action == action })?.target {
        case .url(let url): return .url(url)
        case .program(let path):
            guard let folder = realpath(settings.bot, nil) else { return nil }
            defer { free(folder) }
            let root = String(cString: folder)
            guard let resolved = realpath(root + "/" + path, nil) else { return nil }
            defer { free(resolved) }
            let program = String(cString: resolved)
            // A program stands in the bot's folder, whatever the links say.
            return program.hasPrefix(root + "/") ? .program(path: program, folder: root) : nil
        case nil: return nil
        }
    }

    func answerCall(_ id: UInt64, _ result: ExternalResult) {
        guard let call = calls.removeValue(forKey: id) else { return }
        switch result {
        case .returned(let bytes):
            if let mistake = mistake(in: bytes, of: call.action) {
                log("action-answer-refused", ["action": call.action, "why": mistake], level: .warning)
            }
            carryOut(machine.actionReturned(call.conversation, call: call.call, .gave(bytes), at: now))
        case .failed(let failure):
            log("action-failed", ["action": call.action, "why": failure.word], level: .warning)
            carryOut(
                machine.actionReturned(call.conversation, call: call.call, .error(failure.word), at: now))
        }
    }

    /// What makes an action's answer useless to the flow that waits for it, in one word; nothing of the answer is told.
    private func mistake(in answer: [UInt8], of action: String) -> String? {
        guard let json = try? JSONReader.parse(answer) else { return "no-json" }
        guard case .gave(let given) = ActionOutcome(answer: json),
            let declared = world.program.actions[action]
        else { return nil }
        return ActionResult(given, of: declared) == nil ? "not-as-declared" : nil
    }

    // MARK: - The bot

    func take(_ report: BotKeeper.Report) {
        switch report {
        case .loaded(let version, let asks):
            measures.reloads["loaded", default: 0] &+= 1
            let isNew = version.world.fingerprint != world.fingerprint
            world = version.world
            self.version = version.facts(atMilliseconds: now)
            health.refusedFiles = []
            health.fingerprint = world.fingerprint
            hosts = hostGuard()
            queueHours = QueueHours.all(of: world.program.queues)
            keep(version)
            if isNew { changeWorld() }
            log(
                "bot-loaded",
                ["version": String(world.fingerprint.prefix(16)), "warnings": String(version.warningCount)])
            answer(asks, problem: nil)
        case .refused(let refusal, let asks):
            measures.reloads["refused", default: 0] &+= 1
            health.refusedFiles = refusal.lines
            log("bot-refused", ["errors": String(refusal.errorCount)], level: .error)
            for line in refusal.lines { log("bot-error", ["at": line], level: .error) }
            answer(asks, problem: refusal.lines.first ?? "the files were refused")
        }
    }

    private func answer(_ asks: [UInt64], problem: String?) {
        for ask in asks {
            guard let (id, cid) = reloaders.removeValue(forKey: ask) else { continue }
            carryOut(machine.reloadFinished(for: id, cid: cid, problem: problem, at: now))
        }
    }

    /// Each version's files once, by hash, and a list of them under the version's fingerprint.
    func keep(_ version: BotKeeper.Version) {
        var blobs: [Blob] = []
        var manifest = BotManifest(files: [])
        for file in version.files.files {
            let hash = BotManifest.key(ofFile: file.bytes)
            blobs.append(Blob(hash: hash, bytes: file.bytes))
            manifest.files.append(BotManifest.File(hash: hash, path: file.path))
        }
        blobs.append(
            Blob(hash: BotManifest.key(of: version.world.fingerprint), bytes: manifest.bytes))
        writer.keep(blobs)
    }

    private func changeWorld() { carryOut(machine.botChanged(Bot(world), at: now)) }
}
