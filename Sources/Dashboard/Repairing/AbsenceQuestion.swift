internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// `A`: who or what is out, and from when to when.
package struct AbsenceQuestion: Sendable {
    struct Person: Hashable, Sendable {
        var subject: ReportedAbsence.Subject
        var kind: String
        var name: String
        var note: String
    }
    /// Nil while it is asked who.
    var subject: Person?
    var picker: Picker<Person>
    var span: TextField
}

extension DashboardState {
    /// `A`: what is being mended or whom there is to call comes first; then a new absence is asked for.
    mutating func startAbsence(isNew: Bool = false) {
        if !isNew, let repairing, repairing.week == week.week {
            mode = .repairing
            return
        }
        if !isNew, let calls, calls.week == week.week {
            mode = .calling
            return
        }
        var people: [(AbsenceQuestion.Person, SearchText)] = []
        func offer(
            _ subject: ReportedAbsence.Subject, _ kind: String, _ name: String, _ note: String,
            _ texts: String...
        ) {
            people.append(
                (
                    AbsenceQuestion.Person(subject: subject, kind: kind, name: name, note: note),
                    SearchText([name] + texts)
                ))
        }
        for t in clinic.therapists {
            let n = week.sessions.count { $0.therapists.contains(t.id) }
            offer(
                .therapist(t.id), "therapist", name(t.id), n == 1 ? "1 session" : "\(n) sessions",
                t.name.revealed, t.id.rawValue)
        }
        for r in clinic.rooms {
            let n = week.sessions.count { $0.room == r.id }
            offer(.room(r.id), "room", r.name, n == 1 ? "1 session" : "\(n) sessions", r.id.rawValue)
        }
        for p in clinic.patients where p.isActive(inWeek: week.week) {
            let n = week.sessions.count { $0.patients.contains(p.id) }
            offer(
                .patient(p.id), "patient", name(p.id), n == 1 ? "1 session" : "\(n) sessions",
                p.name.revealed, p.id.rawValue)
        }
        var picker = Picker(people.map(\.0)) { _ in SearchText([]) }
        picker.replace(people.map(\.0), texts: people.map(\.1))
        var question = AbsenceQuestion(picker: picker, span: TextField())
        if let subject = absentInView { question.subject = people.first { $0.0.subject == subject }?.0 }
        if question.subject == nil, let t = selected?.therapists.first {
            question.picker.select { $0.subject == .therapist(t) }
        }
        mode = .reporting(question)
    }
    /// Whose week is on the screen.
    private var absentInView: ReportedAbsence.Subject? {
        switch scene.lens {
        case .patient(let id): .patient(id)
        case .therapist(let id): .therapist(id)
        case .room(let id): .room(id)
        default: nil
        }
    }

    /// The absence as it is typed; nil when the words are no span of time.
    func absence(_ question: AbsenceQuestion) -> ReportedAbsence? {
        let words = question.span.isEmpty ? (restOfToday ?? "") : question.span.words
        let phrase = DatePhrase(now: scene.now, calendar: clinic.profile.calendar, shown: week.week)
        guard let subject = question.subject?.subject, let span = phrase.span(words) else { return nil }
        return ReportedAbsence(subject: subject, from: span.from, to: span.to)
    }

    /// What an empty field means, in the week that today is in: to the end of the day, from now on in full five
    /// minutes.
    private var restOfToday: String? {
        guard week.contains(scene.now.date) else { return nil }
        return "today \(TimeOfDay(minutes: Int(scene.now.time.minutes) / 5 * 5))"
    }

    mutating func press(_ key: Key, _ command: Command?, in question: AbsenceQuestion) -> [DashboardEffect] {
        var question = question
        switch command {
        case .leave:
            guard question.subject != nil, question.span.isEmpty, absentInView == nil else {
                endMode()
                return []
            }
            question.subject = nil
        case .listUp where question.subject == nil: question.picker.step(-1)
        case .listDown where question.subject == nil: question.picker.step(1)
        case .choose where question.subject == nil:
            guard let chosen = question.picker.selected else {
                complain("Nobody and nothing has such a name; type a part of a name")
                return []
            }
            question.subject = chosen
        case .choose:
            guard let absence = absence(question) else {
                complain(
                    question.span.isEmpty
                        ? "From when to when? \(DatePhrase.spanForms)"
                        : "\"\(question.span.words)\" is no span of time; write it like \(DatePhrase.spanForms)"
                )
                return []
            }
            if absence.isTooLong {
                complain(
                    "An absence lasts two years at most; give an earlier end, and record the rest when it comes near"
                )
                return []
            }
            return startRepairing(absence)
        default:
            let isTaken =
                question.subject == nil
                ? question.picker.page(key) || question.picker.take(key) : question.span.take(key)
            guard isTaken else { return lost(key) }
        }
        mode = .reporting(question)
        return []
    }

    func reporting(_ q: AbsenceQuestion) -> Popup {
        guard let subject = q.subject else {
            return Popup(
                "Who or what is out?", width: 62, choosingFrom: q.picker, prompt: "who: ",
                empty: "No therapist, room or patient has such a name"
            ) { found(kind: $0.kind, $0.name, $0.note) }
        }
        var popup = Popup("\(subject.name) is out", width: 62)
        popup.field = (q.span, "from – to: ")
        guard let absence = absence(q) else {
            popup.below = SideLine.wrapped(
                DatePhrase.spanForms, width: min(popup.width, size.columns - 4), .popupDim)
            return popup
        }
        if q.span.isEmpty {
            popup.below = SideLine.wrapped(
                "\(DatePhrase.spanForms); nothing typed: the rest of today",
                width: min(popup.width, size.columns - 4), .popupDim)
        }
        let first = clinic.profile.calendar.week(of: absence.from.date)
        let there = first == week.week ? week : ClinicWeek(clinic, week: first)
        let hit = absence.sessions(hitIn: there)
        let count = hit.count == 1 ? "1 session is hit" : "\(hit.count) sessions are hit"
        popup.above = [
            .blank,
            SideLine([
                .init(absence.span, .strong, marks: .bold),
                .init(hit.isEmpty ? ": no session is hit" : ": \(count)", hit.isEmpty ? .good : .warning),
            ]),
        ]
        if absence.to > CivilMoment(first + 7, .midnight) {
            popup.below = SideLine.wrapped(
                "That is of the first week. All of it is recorded; what it hits later is mended week by week.",
                width: min(popup.width, size.columns - 4), .warning)
        }
        let over = hit.count { $0.ends <= scene.now }
        if over > 0 {
            popup.below += SideLine.wrapped(
                over == 1
                    ? "1 of them is over: it counts as not held, and is made up or cancelled."
                    : "\(over) of them are over: they count as not held, and are made up or cancelled.",
                width: min(popup.width, size.columns - 4), .warning)
        }
        popup.count = hit.count
        popup.row = { i in
            let s = hit[i]
            let n = s.patients.count
            return Popup.Row(
                line: SideLine(
                    [.init("  \(title(of: s))", .popup)],
                    right: [.init(n == 1 ? "1 patient" : "\(n) patients", .popupDim)]))
        }
        return popup
    }
}
