internal import Foundation

/// `screen`: how fast the dashboard stands and answers keys, and how many bytes that takes, measured from
/// outside on a pseudo-terminal.
enum ScreenBench {
    static let usage =
        "screen --program PATH [--clinic STORE] [--week DATE] [--repeat N] [--starts N] [--idle S]"

    /// What is typed again and again; each draws something new.
    private static let motions: [(title: String, keys: [String])] = [
        ("selection", ["j", "l", "k", "h"]), ("week flip", ["L", "H"]),
        ("typing", ["/", "e", "l", "e", "n", "a", "\u{3}"]),
    ]
    private static let sizes: [(columns: UInt16, rows: UInt16)] = [(80, 24), (120, 40), (200, 50)]
    /// A frame is over when nothing came for so long, in seconds.
    private static let quiet = 0.03

    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        guard let program = try arguments.value("--program") else { throw .usage("--program PATH is wanted") }
        let clinic = try arguments.value("--clinic")
        let week = try arguments.value("--week")
        let rounds = Int(try arguments.number("--repeat") ?? 50)
        let starts = Int(try arguments.number("--starts") ?? 11)
        let idle = try arguments.number("--idle") ?? 3
        try arguments.nothingLeft()

        var command = [program]
        if let clinic { command += ["open", "--clinic", clinic] } else { command += ["demo"] }
        if let week { command += ["--week", week] }
        try measureStarts(command, starts)
        print("")
        print("screen    key         drew  first byte ms        last byte ms         bytes")
        print("                            median   p95   p99   median   p95   p99   median    max")
        for (columns, rows) in sizes {
            let terminal = try open(command, columns, rows)
            for motion in motions { measure(motion, rounds, terminal, "\(columns)×\(rows)") }
            let silent = terminal.burst(since: secondsNow(), patience: idle, quiet: idle)
            print(padded("\(columns)×\(rows)", 10) + padded("idle \(idle) s", 12) + "\(silent.bytes) bytes")
            terminal.hangUp()
        }
    }

    /// From starting the process to the last byte of the first frame.
    private static func measureStarts(_ command: [String], _ count: Int) throws(BenchError) {
        var firsts: [Double] = []
        var frames: [Double] = []
        for _ in 0..<count {
            let begun = secondsNow()
            let terminal = try PseudoTerminal(command, environment: environment, columns: 120, rows: 40)
            let burst = terminal.burst(since: begun, patience: 10, quiet: 0.1, keepsText: true)
            terminal.hangUp()
            guard let first = burst.first, let last = burst.last, drewScreen(burst.text) else {
                throw .file("\(command.joined(separator: " ")) drew no screen: \(plain(burst.text))")
            }
            firsts.append(first)
            frames.append(last)
        }
        print("start     first byte  frame done  (ms, median/max of \(count))")
        print(padded("120×40", 10) + padded(span(firsts), 12) + span(frames))
    }

    private static func open(
        _ command: [String], _ columns: UInt16, _ rows: UInt16
    ) throws(BenchError) -> PseudoTerminal {
        let terminal = try PseudoTerminal(command, environment: environment, columns: columns, rows: rows)
        let burst = terminal.burst(since: secondsNow(), patience: 10, quiet: 0.3, keepsText: true)
        guard drewScreen(burst.text) else {
            throw .file("\(command.joined(separator: " ")) drew no screen: \(plain(burst.text))")
        }
        return terminal
    }

    private static func measure(
        _ motion: (title: String, keys: [String]), _ rounds: Int, _ terminal: PseudoTerminal, _ size: String
    ) {
        var firsts: [Double] = []
        var lasts: [Double] = []
        var bytes: [Double] = []
        for _ in 0..<rounds {
            for key in motion.keys {
                let begun = secondsNow()
                terminal.type(Array(key.utf8))
                let burst = terminal.burst(since: begun, patience: 0.5, quiet: quiet)
                guard let first = burst.first, let last = burst.last else { continue }
                firsts.append(first)
                lasts.append(last)
                bytes.append(Double(burst.bytes))
            }
        }
        func times(_ list: [Double]) -> String {
            [0.5, 0.95, 0.99].map { String(format: "%6.2f", share($0, of: list) * 1000) }.joined() + "   "
        }
        print(
            padded(size, 10) + padded(motion.title, 12)
                + padded("\(firsts.count)/\(rounds * motion.keys.count)", 6)
                + times(firsts) + times(lasts)
                + String(format: "%6.0f %6.0f", share(0.5, of: bytes), bytes.max() ?? 0))
    }

    /// A plain xterm of 256 colours, whatever terminal the benchmark runs in.
    private static var environment: [String: String] {
        var variables = ProcessInfo.processInfo.environment
        for name in ["COLORTERM", "NO_COLOR", "TMUX", "LINES", "COLUMNS"] { variables[name] = nil }
        variables["TERM"] = "xterm-256color"
        variables["LC_ALL"] = "C.UTF-8"
        return variables
    }

    /// The alternate screen was entered.
    private static func drewScreen(_ text: [UInt8]) -> Bool {
        String(decoding: text, as: UTF8.self).contains("\u{1B}[?1049h")
    }
    private static func plain(_ text: [UInt8]) -> String {
        let line = String(decoding: text.prefix(300), as: UTF8.self)
        return String(line.unicodeScalars.filter { $0.value >= 32 }.map { Character($0) })
    }
    /// The value below which this share of the list lies.
    private static func share(_ share: Double, of list: [Double]) -> Double {
        guard !list.isEmpty else { return .nan }
        return list.sorted()[Int(Double(list.count - 1) * share)]
    }
    private static func span(_ list: [Double]) -> String {
        String(format: "%.1f/%.1f", share(0.5, of: list) * 1000, (list.max() ?? 0) * 1000)
    }
    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
