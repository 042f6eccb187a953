import Foundation
import Testing

/// `vesper repair`, run as another process.
struct `Mending an absence on the command line` {
    private static let fixture = Workplace.fixture("everything-40")
    private static let absence = [
        "--therapist", "t3", "--from", "2026-11-24 00:00", "--to", "2026-11-24 24:00",
    ]

    private func repair(_ place: Workplace, _ arguments: String...) async throws -> Run {
        try await place.vesper(["repair"] + Self.absence + ["--steps", "3000"] + arguments)
    }
    private func proposals(_ run: Run) throws -> [[String: Any]] {
        let told = try #require(try run.json as? [String: Any])
        return try #require(told["proposals"] as? [[String: Any]])
    }

    @Test func `tells proposals best first, and what is hit`() async throws {
        let place = try Workplace()
        let run = try await repair(place, "--document", Self.fixture, "--json")
        #expect(run.status == 0)
        let told = try #require(try run.json as? [String: Any])
        #expect(!(try #require(told["hit"] as? [String])).isEmpty)
        let totals = try proposals(run).compactMap { ($0["after"] as? [String: Int])?["total"] }
        #expect(!totals.isEmpty && totals == totals.sorted())
    }

    @Test func `the proposal that is picked is written, with the score that was printed`() async throws {
        let place = try Workplace()
        let told = try proposals(try await repair(place, "--document", Self.fixture, "--json"))
        for (n, proposal) in told.enumerated() {
            let out = place.folder + "/after\(n).json"
            let run = try await repair(
                place, "--document", Self.fixture, "--pick", "\(n + 1)", "--out", out)
            #expect(run.status == 0 && run.err.contains("proposal \(n + 1) was written"))
            let text = try String(contentsOf: URL(filePath: out), encoding: .utf8)
            #expect(text.contains("timeOff"), "the absence is recorded")
            let check = try await place.vesper("check", "--document", out, "--week", "2026-11-23", "--json")
            let score = try #require((try check.json as? [String: Any])?["score"] as? [String: Int])
            var wanted = try #require(proposal["after"] as? [String: Int])
            // Against the week before, which is not at hand here.
            wanted["total"]! -= wanted["change"]!
            wanted["change"] = 0
            #expect(score == wanted)
        }
    }

    @Test func `pick books one in one change that undo takes back`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Self.fixture)
        let before = try await place.vesper("export", "clinic").out
        #expect(try await repair(place).status == 0)
        let dry = try await repair(place, "--pick", "1", "--dry-run")
        #expect(dry.status == 0 && dry.err.contains("would be: "))
        #expect(try await place.vesper("export", "clinic").out == before)
        let run = try await repair(place, "--pick", "1", "--reason", "flu")
        #expect(run.status == 0)
        #expect(try await place.vesper("log").out.contains("flu"))
        #expect(try await place.vesper("export", "clinic").out != before)
        try await place.vesper("undo")
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test func `of an absence that goes on it says which other weeks are hit`() async throws {
        let place = try Workplace()
        let run = try await place.vesper(
            "repair", "--document", Self.fixture, "--therapist", "t3", "--from", "2026-11-24 00:00", "--to",
            "2026-12-02 24:00", "--steps", "100")
        #expect(run.lines.contains { $0.hasSuffix("mend them with --week 2026-11-30") })
    }

    @Test func `an absence without an end is refused, with what to do instead`() async throws {
        let place = try Workplace()
        for who in [["--therapist", "t3"], ["--patient", "p1"]] {
            let run = try await place.vesper(
                ["repair", "--document", Self.fixture] + who + [
                    "--from", "0001-01-01 00:00", "--to", "9999-12-31 24:00", "--steps", "100",
                ])
            #expect(run.status == 2)
            #expect(run.err.contains("two years at most (731 days); give --to an earlier moment"))
        }
    }

    @Test(arguments: [
        ["--pick", "1", "--document", "x.json"], ["--pick", "1", "--out", "x.json"], ["--room", "maple"],
        ["--count", "0"], ["--to", "2026-11-23 24:00"],
    ])
    func `is not understood with such options`(_ options: [String]) async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        #expect(try await place.vesper(["repair"] + Self.absence + options).status == 2)
    }
}
