import Foundation

/// Another process, started with `posix_spawn`: Foundation's `Process` does not bear many at once on Linux.
enum Child {
    struct Failed: Error { var code: Int32 }

    /// Runs a program with its output in files, kills it after so many milliseconds unless it has ended, and
    /// returns its exit status, or below zero the signal that ended it.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], out: String, err: String,
        killedAfter: Int?
    ) async throws -> Int32 {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let settings = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var id = pid_t()
        let code = posix_spawn(&id, program, &actions, nil, words, settings)
        guard code == 0 else { throw Failed(code: code) }
        return await ended(id, killedAfter: killedAfter)
    }

    private static func ended(_ id: pid_t, killedAfter: Int?) async -> Int32 {
        await withCheckedContinuation { continuation in
            // A thread of its own: waiting blocks.
            Thread.detachNewThread {
                var status: Int32 = 0
                if let killedAfter {
                    let end = ContinuousClock.now + .milliseconds(killedAfter)
                    while waitpid(id, &status, WNOHANG) == 0 {
                        if ContinuousClock.now < end { usleep(500) } else { kill(id, SIGKILL) }
                    }
                } else {
                    while waitpid(id, &status, 0) < 0, errno == EINTR {}
                }
                let signal = status & 0x7F
                continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : -signal)
            }
        }
    }
}
