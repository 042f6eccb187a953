import Foundation
import Testing

struct `Many processes on one clinic` {
    private func place(therapists: Int, patients: Int) async throws -> Workplace {
        let place = try Workplace()
        let document = SmallClinic.document(therapists: therapists, patients: patients)
        let run = try await place.vesper("import", try place.write(document, to: "small.json"))
        try #require(run.status == 0, "\(run.err)")
        return place
    }
    /// The place with a number: the therapist's own room, an hour of the week.
    private func booking(_ n: Int, therapists: Int) -> [String] {
        let hour = n / therapists
        let day = ["tue", "wed", "thu", "fri"][hour / 12]
        let therapist = n % therapists + 1
        return [
            "book", "--patient", "p\(n + 1)", "--service", "individual", "--at", "\(day) \(8 + hour % 12):00",
            "--therapist", "t\(therapist)", "--room", "r\(therapist)",
        ]
    }
    private func sessions(in place: Workplace) async throws -> Set<String> {
        let list = try await place.vesper("agenda", "--json").json
        let names = try #require(list as? [[String: Any]]).compactMap { $0["session"] as? String }
        #expect(Set(names).count == names.count)
        return Set(names)
    }
    private func isSound(_ place: Workplace) async throws {
        let doctor = try #require(try await place.vesper("doctor", "--json").json as? [String: Any])
        let problems = try #require(doctor["problems"] as? [String])
        #expect(!problems.contains { $0.contains("damaged") || $0.contains(place.clinic) }, "\(problems)")
    }

    @Test
    func `eight coordinators ask for the same hundred places: a hundred are given, the others told why`()
        async throws
    {
        let place = try await place(therapists: 10, patients: 100)
        let runs = try await withThrowingTaskGroup(of: [Run].self) { group in
            for coordinator in 1...8 {
                group.addTask {
                    var runs: [Run] = []
                    for n in 0..<100 {
                        runs.append(
                            try await place.vesper(
                                booking(n, therapists: 10), as: "coordinator\(coordinator)"))
                    }
                    return runs
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let given = runs.filter { $0.status == 0 }
        let refused = runs.filter { $0.status == 1 }
        let others = runs.filter { $0.status != 0 && $0.status != 1 }
        #expect(others.isEmpty, "\(others)")
        #expect(given.count == 100)
        #expect(refused.count == 700)
        #expect(refused.allSatisfy { $0.out == "" && $0.err.contains("p") && $0.err.contains("coordinator") })
        let names = Set(given.flatMap(\.lines))
        #expect(names.count == 100)
        #expect(try await sessions(in: place) == names)
        try await isSound(place)
    }

    @Test func `killed at any moment, every acknowledged booking stands, and nothing by halves`() async throws
    {
        let place = try await place(therapists: 10, patients: 200)
        var acknowledged: Set<String> = []
        var killed = 0
        // Milliseconds that a run takes which nobody disturbs, as far as seen; the moments are spread over one
        // and a half of it.
        var length = 2
        for n in 0..<200 {
            let start = ContinuousClock.now
            let run = try await place.vesper(
                booking(n, therapists: 10), killedAfter: n == 0 ? nil : (n * 37) % 100 * length * 3 / 200)
            if run.status == -SIGKILL {
                killed += 1
                length += length / 20 + 1
            } else {
                #expect(run.status == 0, "\(run.err)")
                length = max(2, Int((ContinuousClock.now - start) / .milliseconds(1)))
            }
            // The name is printed once the booking is kept.
            acknowledged.formUnion(run.out.hasSuffix("\n") ? run.lines : [])
        }
        #expect(killed > 20)
        #expect(acknowledged.count > 20)
        let standing = try await sessions(in: place)
        #expect(acknowledged.isSubset(of: standing))
        // Each that stands has its line in the journal, and the other way about.
        let log = try #require(try await place.vesper("log", "--json").json as? [[String: Any]])
        #expect(log.filter { $0["kind"] as? String == "change" }.count == standing.count)
        #expect(try await place.vesper("check").status == 0)
        try await isSound(place)
    }
}
