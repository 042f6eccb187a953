import Foundation
import Testing

struct `Changing the schedule` {
    private func place(therapists: Int = 2, patients: Int = 3) async throws -> Workplace {
        let place = try Workplace()
        let document = try place.write(
            SmallClinic.document(therapists: therapists, patients: patients), to: "small.json")
        let run = try await place.vesper("import", document)
        try #require(run.status == 0, "\(run.err)")
        return place
    }

    @Test func `a booked session is printed by its name alone, and stands in the agenda`() async throws {
        let place = try await place()
        let booked = try await place.vesper(
            "book", "--patient", "surname1", "--service", "individual", "--at", "tue 10:00", "--therapist",
            "t2")
        #expect(booked.status == 0)
        #expect(booked.lines.count == 1)
        let id = try #require(booked.lines.first)
        let agenda = try await place.vesper("agenda", "--patient", "p1")
        #expect(agenda.lines.count == 1)
        #expect(agenda.out.contains(id) && agenda.out.contains("2026-11-24  10:00–11:00"))
        #expect(agenda.out.contains("Surname1 Forename1"))
        let list = try #require(try await place.vesper("agenda", "--json").json as? [[String: Any]])
        #expect(list.count == 1)
        #expect(list[0]["session"] as? String == id)
        #expect(list[0]["therapists"] as? [String] == ["t2"])
    }

    @Test func `a clash is refused with its sentence, by ids, and nothing changes`() async throws {
        let place = try await place()
        try await place.vesper(
            "book", "--patient", "p1", "--service", "individual", "--at", "tue 10:00", "--therapist", "t1")
        let before = try await place.vesper("export", "clinic").out
        let clash = try await place.vesper(
            "book", "--patient", "p2", "--service", "individual", "--at", "tue 10:30", "--therapist", "t1",
            as: "j.d.")
        #expect(clash.status == 1)
        #expect(clash.out == "")
        #expect(clash.err.contains("t1") && clash.err.contains("10:30"))
        #expect(clash.err.contains("m.k."), "who was there first is told")
        #expect(!clash.err.contains("Surname") && !clash.err.contains("Forename"))
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test func `undo gives back what stood, redo makes it again, each coordinator for itself`() async throws {
        let place = try await place()
        let empty = try await place.vesper("export", "clinic").out
        try await place.vesper("book", "--patient", "p1", "--service", "individual", "--at", "tue 10:00")
        let booked = try await place.vesper("export", "clinic").out
        #expect(booked != empty)
        #expect(try await place.vesper("undo", as: "j.d.").status == 1)
        let undone = try await place.vesper("undo")
        #expect(undone.status == 0)
        #expect(undone.out.contains("Individual counseling"))
        #expect(try await place.vesper("export", "clinic").out == empty)
        #expect(try await place.vesper("redo").status == 0)
        #expect(try await place.vesper("export", "clinic").out == booked)
        #expect(try await place.vesper("redo").status == 1)

        let log = try #require(try await place.vesper("log", "--json").json as? [[String: Any]])
        #expect(log.map { $0["kind"] as? String } == ["import", "change", "undo", "redo"])
        #expect(log.allSatisfy { $0["coordinator"] as? String == "m.k." })
        #expect(try await place.vesper("log", "--since", "tomorrow").out == "")
    }

    @Test func `a dry run tells what would be and changes nothing`() async throws {
        let place = try await place()
        let before = try await place.vesper("export", "clinic").out
        let run = try await place.vesper(
            "book", "--patient", "p1", "--service", "individual", "--at", "tue 10:00", "--dry-run")
        #expect(run.status == 0)
        #expect(run.out.contains("Surname1 Forename1"))
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test func `a dry run tells of each scope what it comes to`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        var told: Set<String> = []
        for scope in ["this", "later"] {
            let run = try await place.vesper("cancel", "g1@2026-11-23", "--scope", scope, "--dry-run")
            #expect(run.status == 0)
            #expect(run.out.contains("For every session from") == (scope == "later"), "\(run.out)")
            told.insert(run.out)
        }
        #expect(told.count == 2)
    }

    @Test func `a session is moved, a weekly one from a day on, and cancelled`() async throws {
        let place = try await place()
        let id = try #require(
            try await place.vesper(
                "book", "--patient", "p1", "--service", "individual", "--at", "tue 10:00", "--therapist",
                "t1",
                "--weekly", "--until", "2026-12-15"
            ).lines.first)
        #expect(id.hasSuffix("@2026-11-24"))
        let series = id.prefix { $0 != "@" }
        func starts() async throws -> [String] {
            let list = try await place.vesper("agenda", "--from", "mon", "--to", "2026-12-31", "--json").json
            return try #require(list as? [[String: Any]]).compactMap { s in
                (s["date"] as? String).flatMap { d in (s["start"] as? String).map { "\(d) \($0)" } }
            }
        }
        #expect(
            try await starts() == [
                "2026-11-24 10:00", "2026-12-01 10:00", "2026-12-08 10:00", "2026-12-15 10:00",
            ])
        let moved = try await place.vesper(
            "move", "\(series)@2026-12-01", "--at", "2026-12-02 11:00", "--scope", "this")
        #expect(moved.status == 0, "\(moved.err)")
        #expect(try await starts()[1] == "2026-12-02 11:00")
        let cancelled = try await place.vesper("cancel", "\(series)@2026-12-08", "--scope", "later")
        #expect(cancelled.status == 0, "\(cancelled.err)")
        #expect(try await starts() == ["2026-11-24 10:00", "2026-12-02 11:00"])
    }

    @Test func `a patient joins a group and leaves it, and gets a guest's seat`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        // Some patients of this clinic are in no group yet.
        let list = try await place.vesper("agenda", "--json").json
        let groups = try #require(list as? [[String: Any]]).filter { $0["series"] is String }
        var seated: (patient: String, series: String, service: String, at: String)?
        for group in groups where seated == nil {
            guard let series = group["series"] as? String, let service = group["service"] as? String,
                let date = group["date"] as? String, let start = group["start"] as? String
            else { continue }
            for patient in (1...20).map({ "p\($0)" }) {
                let run = try await place.vesper(
                    "book", "--patient", patient, "--service", service, "--at", "\(date) \(start)")
                guard run.status == 0 else { continue }
                #expect(run.lines == ["\(series)@\(date)"])
                seated = (patient, series, service, "\(date) \(start)")
                break
            }
        }
        let (patient, series, service, at) = try #require(seated)
        let again = try await place.vesper("book", "--patient", patient, "--service", service, "--at", at)
        #expect(again.status == 1)
        #expect(try await place.vesper("undo").status == 0)

        let joined = try await place.vesper("enroll", patient, series, "--dry-run", "--json").json
        #expect((joined as? [String: Any])?["done"] as? Bool == false)
        #expect(try await place.vesper("leave", patient, series).status == 1)
        let nearest = try await place.vesper(
            "book", "--patient", patient, "--service", service, "--at", "sun 03:00")
        #expect(nearest.status == 1)
        #expect(nearest.err.contains("@2026-11-"), "the nearest group is named")
    }

    @Test func `a rule is broken only for a reason, which is kept`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 1)
        text.replace(
            "\"admitted\"",
            with: #""work": [{"days": ["tue"], "from": "09:00", "to": "12:00"}], "admitted""#)
        try await place.vesper("import", try place.write(text, to: "small.json"))
        let refused = try await place.vesper(
            "book", "--patient", "p1", "--service", "ind", "--at", "tue 10:00")
        #expect(refused.status == 1)
        let allowed = try await place.vesper(
            "book", "--patient", "p1", "--service", "ind", "--at", "tue 10:00", "--override",
            "patientWork=employer agreed")
        #expect(allowed.status == 0, "\(allowed.err)")
        #expect(try await place.vesper("check").out.contains("employer agreed"))
        let unknown = try await place.vesper(
            "book", "--patient", "p1", "--service", "ind", "--at", "wed 10:00", "--override",
            "roomOverlap=why not")
        #expect(unknown.status == 2)
    }
}
