internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Whom and what: one field for patient and service, what the plan lacks first.
package struct BookingQuestion: Sendable {
    /// The patient the screen is about, offered until another is typed.
    let patient: PatientID?
    /// A free place that was selected: tried before the best ones.
    let at: CivilMoment?
    let home: Jump
    private(set) var field = TextField()
    private(set) var candidates: [Candidate] = []
    private(set) var selected = 0
    private let people: [Person]
    private let services: [(id: ServiceID, text: SearchText)]

    /// A patient and a service, and how many sessions of it the week still lacks.
    struct Candidate: Hashable, Sendable {
        var patient: PatientID
        var service: ServiceID
        var missing: Int
        var isPlanned: Bool
    }
    private struct Person: Sendable {
        var id: PatientID
        var text: SearchText
        var needs: [PatientWeek.Need]
    }

    init(patient: PatientID?, at: CivilMoment?, in state: DashboardState) {
        self.init(patient: patient, at: at, home: state.here, in: state)
    }
    private init(patient: PatientID?, at: CivilMoment?, home: Jump, in state: DashboardState) {
        self.patient = patient
        self.at = at
        self.home = home
        let week = state.week
        people = zip(week.clinic.patients, state.scene.digest.standings).filter(\.1.isActive).map {
            Person(id: $0.id, text: SearchText($0.name.revealed, $0.id.rawValue), needs: $1.needs)
        }
        services = week.clinic.services.map {
            ($0.id, SearchText(state.short($0.id), $0.name, $0.component, $0.id.rawValue))
        }
        search()
    }

    /// The same question and line, asked of what stands now.
    init(renewing old: Self, in state: DashboardState) {
        self.init(patient: old.patient, at: old.at, home: old.home, in: state)
        field = old.field
        search()
        select(old.selected)
    }

    var choice: Candidate? { candidates.indices.contains(selected) ? candidates[selected] : nil }
    mutating func take(_ key: Key) -> Bool {
        let before = field.text
        guard field.take(key) else { return false }
        if field.text != before { search() }
        return true
    }
    mutating func select(_ line: Int) { selected = max(0, min(line, candidates.count - 1)) }
    mutating func step(_ by: Int) {
        guard !candidates.isEmpty else { return }
        selected = (selected + by + candidates.count) % candidates.count
    }

    /// `mor ind`: each word names the patient or the service, in any order; of those that fit as well, what the
    /// plan lacks comes first.
    private mutating func search() {
        selected = 0
        let words = Query(field.text).words
        let ofService = services.map { service in words.map { service.text.score($0) } }
        let ofAnyService = words.indices.map { w in ofService.map { $0[w] }.max() ?? 0 }
        var found: [Found] = []
        for (p, person) in people.enumerated() {
            guard let ofPerson = Self.scores(words, person.text, besides: ofAnyService) else { continue }
            let isNamed = ofPerson.contains { $0 > 0 }
            if let patient, !isNamed, person.id != patient { continue }
            // Of several words one is the patient's; a service alone lists everybody who lacks it first.
            if patient == nil, !isNamed, words.count > 1 { continue }
            for (s, service) in services.enumerated() {
                guard let fit = Self.fit(ofPerson, ofService[s]) else { continue }
                let need = person.needs.firstIndex { $0.service == service.id }
                let missing = need.map { person.needs[$0].missing } ?? 0
                if words.isEmpty, patient == nil, missing == 0 { continue }
                let candidate = Candidate(
                    patient: person.id, service: service.id, missing: missing, isPlanned: need != nil)
                let isMeant = isNamed || person.id == patient
                found.append(
                    Found(
                        candidate: candidate,
                        standing: (fit.isStart ? 8 : 0) + (isMeant ? 4 : 0) + (missing > 0 ? 2 : 0)
                            + (need == nil ? 0 : 1),
                        score: fit.score, order: p * 1000 + (need ?? services.count + s)))
            }
        }
        found.sort { ($1.standing, $1.score, $0.order) < ($0.standing, $0.score, $1.order) }
        candidates = found.map(\.candidate)
    }
    private struct Found {
        var candidate: Candidate
        /// Words that begin as typed before others; then who is meant, what is lacking, what is planned at all.
        var standing: Int
        var score: Int
        var order: Int
    }
    /// How each word fits a person; nil when one fits neither the person nor any service.
    private static func scores(_ words: [SearchWord], _ text: SearchText, besides services: [Int]) -> [Int]? {
        var out: [Int] = []
        out.reserveCapacity(words.count)
        for (w, word) in words.enumerated() {
            let score = text.score(word)
            if score == 0, services[w] == 0 { return nil }
            out.append(score)
        }
        return out
    }
    /// Nil unless every word names one of the two.
    private static func fit(_ person: [Int], _ service: [Int]) -> (score: Int, isStart: Bool)? {
        var sum = 0
        var isStart = true
        for (a, b) in zip(person, service) {
            if a == 0, b == 0 { return nil }
            // Names weigh more: `ana` is a patient before it is a part of "analysis".
            sum += max(a * 2, b)
            if max(a, b) < SearchWord.start { isStart = false }
        }
        return (sum, isStart)
    }
}

extension DashboardState {
    mutating func startAsking(_ patient: PatientID? = nil) {
        mode = .asking(BookingQuestion(patient: patient ?? patientInView, at: freePlace, in: self))
    }

    mutating func press(_ key: Key, _ command: Command?, in question: BookingQuestion) -> [DashboardEffect] {
        var question = question
        switch command {
        case .leave:
            endMode()
            return []
        case .listUp: question.step(-1)
        case .listDown: question.step(1)
        case .choose:
            guard let choice = question.choice else {
                complain("No patient and service match; type parts of both names, like mor ind")
                return []
            }
            startBooking(choice.patient, choice.service, at: question.at, home: question.home)
            return []
        default:
            switch key {
            case .pageUp: question.select(question.selected - 10)
            case .pageDown: question.select(question.selected + 10)
            default: guard question.take(key) else { return lost(key) }
            }
        }
        mode = .asking(question)
        return []
    }
}
