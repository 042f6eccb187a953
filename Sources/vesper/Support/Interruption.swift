internal import Dispatch
internal import Foundation
internal import Synchronization

/// Ctrl-C while the engine works: the first asks it to come to an end, a second ends the program as it ends any
/// other.
final class Interruption: Sendable {
    private let count = Atomic<Int>(0)

    /// From now on, for as long as the program runs.
    static func watched() -> Interruption {
        let interruption = Interruption()
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
        source.setEventHandler {
            // The source lives as long as its handler does.
            withExtendedLifetime(source) {
                if interruption.count.add(1, ordering: .relaxed).newValue > 1 {
                    signal(SIGINT, SIG_DFL)
                    kill(getpid(), SIGINT)
                }
            }
        }
        source.activate()
        return interruption
    }
    var isAsked: Bool { count.load(ordering: .relaxed) > 0 }
}

/// One line of progress on a terminal, written over and over; nothing anywhere else.
struct ProgressLine {
    private let isOn = isatty(STDERR_FILENO) == 1

    func show(_ text: String) { if isOn { write("\r\u{1B}[K" + text) } }
    func clear() { if isOn { write("\r\u{1B}[K") } }
    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// Seconds since it was made.
struct Stopwatch {
    private let begun = ContinuousClock.now
    var seconds: Double {
        let passed = (ContinuousClock.now - begun).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }
}
