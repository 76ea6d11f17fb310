/// What the command line asks for.
struct Arguments {
    enum Mode: String {
        case say, echo, hold
    }

    var mode: Mode
    var endpoint: Endpoint
    /// Of sites; the connections take them in turn, for an account may not sign in as often as one pleases.
    var tokens: [String] = []
    var connections = 64
    var seconds = 5.0
    /// Stops after so many replies; 0: after `seconds`.
    var count = 0
    /// Messages of one connection under way at once.
    var window = 1
    /// Messages of one conversation, after which another is opened; 0: never.
    var turns = 8
    /// With `count`: reports so many equal parts of the run one by one, to show what grows.
    var slices = 1
    /// Messages a second in all; 0: as fast as they are answered.
    var rate = 0
    var hasTypos = false
    /// The server's process.
    var pid: Int32?

    static let usage = """
        usage: BenchLoad say ENDPOINT --token T [options]    customers who talk to the bot
               BenchLoad hold ENDPOINT --token T [options]   connections that wait, then say one thing each
               BenchLoad echo ENDPOINT [options]             the same octets against BenchEcho
        --token may be given several times: the connections take them in turn
        ENDPOINT: tcp:PORT, unix:PATH or ws:PORT, on this machine
          --connections N   (64)
          --seconds S       (5)
          --count N         stop after N replies instead
          --window N        messages of one connection under way at once (1)
          --turns N         messages before a connection opens its next conversation (8); 0: never
          --slices K        with --count: one line for each of K parts of the run
          --rate N          messages a second in all; 0: as fast as they are answered (0)
          --typos           one letter too few in every longer word
          --pid PID         also print that process's CPU time per reply and its memory
        """

    init?(_ words: [String]) {
        guard words.count >= 2, let mode = Mode(rawValue: words[0]), let endpoint = Endpoint(words[1]) else {
            return nil
        }
        self.mode = mode
        self.endpoint = endpoint
        var rest = words.dropFirst(2)
        while let flag = rest.popFirst() {
            if flag == "--typos" {
                hasTypos = true
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            if flag == "--token" {
                tokens.append(value)
                continue
            }
            guard let number = Double(value), number >= 0, number < 1e9 else { return nil }
            switch flag {
            case "--connections": connections = max(1, Int(number))
            case "--seconds": seconds = number
            case "--count": count = Int(number)
            case "--window": window = max(1, Int(number))
            case "--turns": turns = Int(number)
            case "--slices": slices = max(1, Int(number))
            case "--rate": rate = Int(number)
            case "--pid": pid = Int32(number)
            default: return nil
            }
        }
        if mode != .echo, tokens.isEmpty { return nil }
    }
}
