import Foundation
import Testing

struct `Admitting by command` {
    private static let fixture = Workplace.fixture("harbor-20")

    private func sets(_ run: Run) throws -> [[String: Any]] {
        let value = try #require(try run.json as? [String: Any])
        return try #require(value["sets"] as? [[String: Any]])
    }

    @Test func `a document's sets as lines of text and as JSON, no store on disk`() async throws {
        let place = try Workplace()
        let lines = try await place.vesper(
            "admit", "p4", "--document", Self.fixture, "--week", "2026-11-23", "--count", "2")
        #expect(lines.status == 0)
        #expect(lines.lines.contains { $0.hasPrefix("1  set  ") && $0.contains("best") })
        #expect(lines.lines.contains { $0.hasPrefix("1  place  ") && $0.contains("2026-11-2") })
        #expect(lines.lines.contains { $0.hasPrefix("2  set  ") })
        #expect(!lines.lines.contains { $0.hasPrefix("3  ") })
        let json = try await place.vesper(
            "admit", "p4", "--document", Self.fixture, "--week", "2026-11-23", "--count", "2", "--json")
        let sets = try sets(json)
        #expect(sets.count == 2)
        for set in sets {
            let after = try #require(set["after"] as? [String: Int])
            #expect(after["total"] == after.filter { $0.key != "total" }.values.reduce(0, +))
            let places = try #require(set["places"] as? [[String: Any]])
            #expect(!places.isEmpty)
            for one in places {
                #expect(
                    Set(one.keys).isSuperset(of: [
                        "service", "date", "start", "end", "therapist", "room", "series", "reasons",
                    ]))
            }
        }
        #expect(!FileManager.default.fileExists(atPath: place.clinic))
    }

    /// What is broken of the week: authorizations of others run out in it.
    private func broken(_ place: Workplace) async throws -> [String] {
        let told = try await place.vesper("check", "--week", "2026-11-30", "--json").json as? [String: Any]
        let list = try #require(told?["violations"] as? [[String: Any]])
        return list.map { "\($0["rule"] ?? "") \($0["who"] ?? "")" }
    }

    @Test func `pick books one set as one change, undo takes all of it back`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Self.fixture)
        let before = try await place.vesper("export", "clinic").out
        let brokenBefore = try await broken(place)
        let found = try await place.vesper("admit", "p4", "--week", "2026-11-30", "--json")
        let second = try #require(try sets(found).dropFirst().first)
        let wanted = try #require(second["places"] as? [[String: Any]])
        let foretold = try await place.vesper(
            "admit", "p4", "--week", "2026-11-30", "--pick", "2", "--dry-run")
        #expect(foretold.status == 0 && foretold.out.contains("would be: Placed"))
        #expect(try await place.vesper("export", "clinic").out == before)

        let booked = try await place.vesper(
            "admit", "p4", "--week", "2026-11-30", "--pick", "2", "--reason", "admitted today")
        #expect(booked.status == 0, "\(booked.err)")
        #expect(booked.out.hasPrefix("Placed"))
        #expect(!booked.err.contains("Surname"))
        let agenda = try #require(
            try await place.vesper("agenda", "--patient", "p4", "--week", "2026-11-30", "--json").json
                as? [[String: Any]])
        let times = Set(agenda.map { "\($0["date"] ?? "") \($0["start"] ?? "")" })
        for one in wanted { #expect(times.contains("\(one["date"] ?? "") \(one["start"] ?? "")")) }
        #expect(try await broken(place) == brokenBefore)
        let log = try #require(
            try await place.vesper("log", "--json").json as? [[String: Any]])
        #expect(log.count { ($0["reason"] as? String) == "admitted today" } == 1)
        #expect(try await place.vesper("undo").status == 0)
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test func `who is not in care in the week has no set, and that is no success`() async throws {
        let place = try Workplace()
        for more in [[], ["--pick", "1", "--dry-run"]] {
            let run = try await place.vesper(
                ["admit", "p16", "--document", Self.fixture, "--week", "2026-11-09"] + more)
            #expect(run.status == 1)
            #expect((run.out + run.err).contains("not in care in the week of 2026-11-09"))
        }
    }

    @Test func `a set that there is not, and a patient nobody knows, are refused in words`() async throws {
        let place = try Workplace()
        let none = try await place.vesper(
            "admit", "p12", "--document", Self.fixture, "--week", "2026-11-23", "--count", "1", "--pick",
            "50",
            "--dry-run")
        #expect(none.status == 1)
        #expect(none.err.contains("there is no set 50"))
        #expect(try await place.vesper("admit", "nobody", "--document", Self.fixture).status == 2)
        #expect(
            try await place.vesper("admit", "p4", "--document", Self.fixture, "--pick", "0").status == 2)
    }

    @Test func `a document's set is written where it is asked to, and nowhere else`() async throws {
        let place = try Workplace()
        let asked = ["admit", "p4", "--document", Self.fixture, "--week", "2026-11-23"]
        let out = place.folder + "/after.json"
        let nowhere = try await place.vesper(asked + ["--pick", "2"])
        #expect(nowhere.status == 2 && nowhere.err.contains("--out"))
        let dry = try await place.vesper(asked + ["--pick", "2", "--out", out, "--dry-run"])
        #expect(dry.status == 0 && !FileManager.default.fileExists(atPath: out))

        let wanted = try sets(try await place.vesper(asked + ["--json"]))[1]
        let run = try await place.vesper(asked + ["--pick", "2", "--out", out])
        #expect(run.status == 0 && run.out.contains("Placed"))
        let check = try await place.vesper("check", "--document", out, "--week", "2026-11-23", "--json")
        let score = try #require((try check.json as? [String: Any])?["score"] as? [String: Int])
        #expect(score == wanted["after"] as? [String: Int])
    }

    @Test func `a week in which the patient is not in care is told as that`() async throws {
        let place = try Workplace()
        let run = try await place.vesper(
            "admit", "p4", "--document", Self.fixture, "--week", "2020-11-23")
        #expect(run.out.contains("is not in care"))
    }
}
