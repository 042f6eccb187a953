internal import Dispatch
internal import Foundation
internal import SchedulingEngine

extension Workers {
    /// One for each core of this machine.
    static var ofThisMachine: Workers {
        Workers(count: ProcessInfo.processInfo.activeProcessorCount) { count, body in
            DispatchQueue.concurrentPerform(iterations: count) { body($0) }
        }
    }
}
