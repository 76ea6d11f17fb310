import Foundation
import FoundationNetworking
import Synchronization

/// HTTP calls through Foundation's URLSession; made when the first webhook is called, because loading it costs memory.
final class Webhooks: NSObject, URLSessionDataDelegate, Sendable {
    private struct Call: Sendable {
        var id: UInt64
        var task: URLSessionDataTask
        var bytes: [UInt8] = []
        var status = 0
        var isTooLarge = false
    }

    private let post: @Sendable (UInt64, ExternalResult) -> Void
    /// By the session's task number. Delegate calls come on the session's own serial queue, starts and cancels from the
    /// loop thread.
    private let calls = Mutex<[Int: Call]>([:])
    private let session = Mutex<URLSession?>(nil)

    init(post: @escaping @Sendable (UInt64, ExternalResult) -> Void) {
        self.post = post
        super.init()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 16
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        // The runner's deadline is shorter; this is the net below it.
        configuration.timeoutIntervalForRequest = 120
        let made = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        session.withLock { $0 = made }
    }

    func start(_ action: ExternalAction, url: String, withinMilliseconds: Int64) {
        guard let address = URL(string: url), let scheme = address.scheme?.lowercased(),
            scheme == "http" || scheme == "https", address.host != nil,
            let session = session.withLock({ $0 })
        else {
            post(action.id, .failed(.noTarget))
            return
        }
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.timeoutInterval = TimeInterval(withinMilliseconds) / 1_000 + 1
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(action.idempotencyKey, forHTTPHeaderField: "Idempotency-Key")
        request.setValue(action.name, forHTTPHeaderField: "Relais-Action")
        request.httpBody = Data(action.arguments)
        let task = session.dataTask(with: request)
        calls.withLock { $0[task.taskIdentifier] = Call(id: action.id, task: task) }
        task.resume()
    }

    func cancel(_ id: UInt64) {
        let task = calls.withLock { calls in calls.values.first { $0.id == id }?.task }
        task?.cancel()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // A target is where the policy says, nowhere else.
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        calls.withLock { $0[dataTask.taskIdentifier]?.status = status }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let tooMuch = calls.withLock { calls in
            guard var call = calls[dataTask.taskIdentifier], !call.isTooLarge else { return false }
            calls[dataTask.taskIdentifier] = nil
            if call.bytes.count + data.count > ActionRunner.answerLimit {
                call.isTooLarge = true
                call.bytes = []
            } else {
                call.bytes += data
            }
            let isTooLarge = call.isTooLarge
            calls[dataTask.taskIdentifier] = call
            return isTooLarge
        }
        if tooMuch { dataTask.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        guard let call = calls.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        let status = call.status != 0 ? call.status : (task.response as? HTTPURLResponse)?.statusCode ?? 0
        let result: ExternalResult
        if call.isTooLarge {
            result = .failed(.tooLarge)
        } else if let error {
            let code = (error as? URLError)?.code
            result = .failed(code == .timedOut || code == .cancelled ? .timedOut : .unreachable)
        } else if (200..<300).contains(status) {
            result = .returned(call.bytes)
        } else {
            result = .failed(.status(status))
        }
        post(call.id, result)
    }
}
