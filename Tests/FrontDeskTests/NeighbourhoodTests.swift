import ClinicModel
@testable import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `What is near a change` {
    private func marks(_ list: [Violation]) -> [String] { list.map { "\($0.mark) \($0.amount)" }.sorted() }

    /// Drafts of every kind over a dense clinic: most of them break something.
    private func drafts(_ clinic: Clinic) -> [Draft] {
        let week = ClinicWeek(clinic, week: Harbor.monday)
        var out: [Draft] = []
        func add(_ intent: Intent) {
            if let draft = try? Drafting.draft(intent, in: clinic, now: Harbor.now) { out.append(draft) }
        }
        for (n, s) in week.sessions.enumerated() where n % 9 == 0 {
            let other = week.sessions[(n * 7 + 3) % week.sessions.count]
            let patient = clinic.patients[n % clinic.patients.count].id
            add(.move(s.reference, to: other.begins))
            add(
                .move(
                    s.reference, to: other.begins, therapists: other.therapists, room: other.room,
                    scope: .later))
            add(.seat(patient, in: s.reference))
            if let series = s.reference.series { add(.enroll(patient, series)) }
            add(.cancel(s.reference, scope: .later))
            add(
                .book(
                    patient: patient, service: "individual", at: other.begins, therapists: other.therapists,
                    room: other.room, weekly: Weekly()))
        }
        return out
    }

    @Test func `is judged and weighed as in the whole clinic`() throws {
        var clinic = try fixture("everything-40")
        clinic.patients[0].noContact = clinic.patients[10...30].map(\.id)
        let drafts = drafts(clinic)
        #expect(drafts.count > 30)
        var broken = 0
        for draft in drafts {
            let near = Neighbourhood(draft.changes, [clinic, draft.after])
            let weeks = Array(draft.weeks.prefix(2))
            let old = near.part(of: clinic)
            let new = near.part(of: draft.after)
            let whole = RuleBook.newlyBroken(from: clinic, to: draft.after, weeks: weeks)
            #expect(marks(RuleBook.newlyBroken(from: old, to: new, weeks: weeks)) == marks(whole))
            broken += whole.count
            let date = try #require(weeks.first)
            let wide = (ClinicWeek(clinic, week: date), ClinicWeek(draft.after, week: date))
            let close = (ClinicWeek(old, week: date), ClinicWeek(new, week: date))
            #expect(
                close.1.score().total - close.0.score().total == wide.1.score().total - wide.0.score().total)
            for p in draft.patients { #expect(close.1.standing(of: p) == wide.1.standing(of: p)) }
            if let s = draft.session { #expect(close.1.seats(in: s) == wide.1.seats(in: s)) }
        }
        #expect(broken > 50)
    }
}
