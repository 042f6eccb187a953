internal import Foundation

/// The benchmarks, one command each; tables on stdout.
@main
struct VesperBench {
    static let usage = """
        usage: vesper-bench plan FILE.json --week DATE [--seconds S] [--steps N] [--seed N] [--out AFTER.json] [--trace]
               vesper-bench itc2007 FILE.tim [--seconds S] [--seed N] [--workers N] [--out FILE.sln]
               vesper-bench moves FILE.json --week DATE [--seconds S] [--seed N]
               vesper-bench check FILE.json --week DATE [--rounds N]
               vesper-bench suggest FILE.json --week DATE [--rounds N]
               vesper-bench why FILE.json --week DATE [--rounds N]
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
    mutating func flag(_ name: String) -> Bool {
        guard let i = rest.firstIndex(of: name) else { return false }
        rest.remove(at: i)
        return true
    }
    /// Refuses what nobody took.
    func nothingLeft() throws(BenchError) {
        if !rest.isEmpty { throw .usage("what is \(rest.joined(separator: " "))?") }
    }
    /// What is left once every option was taken: exactly one file.
    mutating func file() throws(BenchError) -> String {
        guard rest.count == 1, !rest[0].hasPrefix("-") else {
            throw .usage(rest.isEmpty ? "which file?" : "what is \(rest.joined(separator: " "))?")
        }
        return rest[0]
    }
}

enum BenchFile {
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

/// Seconds since some fixed moment.
func secondsNow() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
