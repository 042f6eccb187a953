internal import Foundation
internal import SchedulingEngine

/// The benchmarks, one command each; tables on stdout.
@main
struct VesperBench {
    static let usage = """
        usage: vesper-bench plan FILE.json --week DATE [--seconds S] [--steps N] [--seed N] [--out AFTER.json]
                                 [--trace] [--reasons] [--workers N] [--processor]
               vesper-bench plan FILE.json ... --week DATE --at S,S,... [--seed N] [--out FOLDER] [--workers N]
               vesper-bench itc2007 FILE.tim [--seconds S] [--steps N] [--seed N] [--out FILE.sln]
                                    [--trace] [--workers N] [--processor]
               vesper-bench itc2007 FILE.tim ... [--seconds S] [--seed N] [--out FOLDER] [--workers N]
               vesper-bench moves FILE.json --week DATE [--seconds S] [--seed N]
               vesper-bench check FILE.json --week DATE [--rounds N]
               vesper-bench suggest FILE.json --week DATE [--rounds N]
               vesper-bench why FILE.json --week DATE [--rounds N]
               vesper-bench repair FILE.json --week DATE [--seconds S] [--trace] [--out FOLDER]
               vesper-bench admit FILE.json --week DATE [--rounds N]
               vesper-bench \(ScreenBench.usage)
        """

    static func main() {
        var arguments = BenchArguments(Array(CommandLine.arguments.dropFirst()))
        do throws(BenchError) {
            switch arguments.command {
            case "plan": try PlanBench.run(&arguments)
            case "itc2007": try TimetableBench.run(&arguments)
            case "moves": try MovesBench.run(&arguments)
            case "check": try CheckBench.run(&arguments)
            case "suggest": try SuggestBench.run(&arguments)
            case "why": try WhyBench.run(&arguments)
            case "repair": try RepairBench.run(&arguments)
            case "admit": try AdmitBench.run(&arguments)
            case "screen": try ScreenBench.run(&arguments)
            default: throw BenchError.usage("which benchmark?")
            }
        } catch {
            switch error {
            case .usage(let message):
                FileHandle.standardError.write(Data("vesper-bench: \(message)\n\(usage)\n".utf8))
                exit(2)
            case .file(let message):
                FileHandle.standardError.write(Data("vesper-bench: \(message)\n".utf8))
                exit(3)
            }
        }
    }
}

enum BenchError: Error {
    case usage(String)
    case file(String)
}

/// `command FILE --name value --flag`.
struct BenchArguments {
    var command: String
    private var rest: [String]

    init(_ list: [String]) {
        command = list.first ?? ""
        rest = Array(list.dropFirst())
    }
    mutating func value(_ name: String) throws(BenchError) -> String? {
        guard let i = rest.firstIndex(of: name) else { return nil }
        guard i + 1 < rest.count else { throw .usage("\(name) takes a value") }
        let value = rest[i + 1]
        rest.removeSubrange(i...i + 1)
        return value
    }
    mutating func number(_ name: String) throws(BenchError) -> Double? {
        guard let text = try value(name) else { return nil }
        guard let number = Double(text), number >= 0 else {
            throw .usage("\(name) takes a number, not \(text)")
        }
        return number
    }
    /// `--name 0.1,1,10`; none without it.
    mutating func numbers(_ name: String) throws(BenchError) -> [Double] {
        guard let text = try value(name) else { return [] }
        var list: [Double] = []
        for part in text.split(separator: ",") {
            guard let number = Double(part), number > 0 else {
                throw .usage("\(name) takes numbers with commas between them, not \(text)")
            }
            list.append(number)
        }
        return list
    }
    mutating func flag(_ name: String) -> Bool {
        guard let i = rest.firstIndex(of: name) else { return false }
        rest.remove(at: i)
        return true
    }
    /// `--workers N` (as many as the machine has cores) and `--processor`: count this thread's processor time
    /// instead of the wall's, so that other work on the machine does not count.
    mutating func workersAndClock() throws(BenchError) -> (workers: Workers, clock: () -> Double) {
        let count = try number("--workers") ?? Double(ProcessInfo.processInfo.activeProcessorCount)
        let workers = Workers(count: max(1, Int(count))) { n, body in
            DispatchQueue.concurrentPerform(iterations: n) { body($0) }
        }
        if flag("--processor") { return (workers, processorSeconds) }
        return (workers, secondsNow)
    }
    /// Refuses what nobody took.
    func nothingLeft() throws(BenchError) {
        if !rest.isEmpty { throw .usage("what is \(rest.joined(separator: " "))?") }
    }
    /// What is left once every option was taken: exactly one file.
    mutating func file() throws(BenchError) -> String {
        let list = try files()
        if list.count > 1 { throw .usage("what is \(list.joined(separator: " "))?") }
        return list[0]
    }
    /// What is left once every option was taken: at least one file.
    mutating func files() throws(BenchError) -> [String] {
        if rest.isEmpty { throw .usage("which file?") }
        if let odd = rest.first(where: { $0.hasPrefix("-") }) { throw .usage("what is \(odd)?") }
        return rest
    }
}

enum BenchFile {
    /// A file's name without its folder and what follows the first dot.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }
    static func bytes(_ path: String) throws(BenchError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .file("\(path) can't be read")
        }
        return [UInt8](data)
    }
    static func write(_ text: String, to path: String) throws(BenchError) {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw .file("\(path) can't be written")
        }
    }
}

/// Of this thread.
func processorSeconds() -> Double { processorMicroseconds() / 1e6 }
/// Seconds since some fixed moment.
func secondsNow() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
