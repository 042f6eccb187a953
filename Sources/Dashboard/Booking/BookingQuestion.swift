internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Whom and what: one field for patient and service, what the plan lacks first.
package struct BookingQuestion: Sendable {
    /// The patient the screen is about, offered until another is typed.
    var patient: PatientID?
    var at: CivilMoment
    var home: Jump
    var field = TextField()
    var selected = 0

    init(patient: PatientID?, at: CivilMoment, home: Jump) {
        self.patient = patient
        self.at = at
        self.home = home
    }

    /// A patient and a service, and how many sessions of it the week still lacks.
    struct Candidate: Hashable {
        var patient: PatientID
        var service: ServiceID
        var missing: Int
    }
    /// Candidates listed at most.
    static let most = 40

    /// `mor ind`: words that name the patient, words that name the service, in any order.
    func candidates(in week: ClinicWeek, _ naming: Naming) -> [Candidate] {
        let words = Match.words(field.text)
        let services = week.clinic.services
        let short = week.clinic.shortNames
        let serviceNames = services.map { "\(short[$0.id] ?? "") \($0.name) \($0.component) \($0.id)" }
        var found: [(candidate: Candidate, rank: Int, order: Int)] = []
        for (order, p) in week.clinic.patients.enumerated() where p.isActive(inWeek: week.week) {
            let name = naming == .ids ? p.id.rawValue : "\(p.name.revealed) \(p.id)"
            var rank = 0
            var rest: [Substring] = []
            for word in words {
                if let r = Match.rank([word], in: name) { rank += r } else { rest.append(word) }
            }
            let named = rest.count < words.count
            if !named, let patient, p.id != patient { continue }
            if !named, patient == nil, !words.isEmpty, rest.count == words.count, words.count > 1 { continue }
            var standing: PatientWeek?
            for (i, service) in services.enumerated() {
                var serviceRank = 0
                if !rest.isEmpty {
                    guard let r = Match.rank(rest, in: serviceNames[i]) else { continue }
                    serviceRank = r
                } else if named, words.count > 1,
                    let r = Match.rank([words[words.count - 1]], in: serviceNames[i])
                {
                    // The last word may have been meant for the service after all.
                    serviceRank = r - 5
                }
                let s = standing ?? week.standing(of: p.id)
                standing = s
                let need = s.needs.first { $0.service == service.id }
                let missing = need?.missing ?? 0
                if words.isEmpty, patient == nil, missing == 0 { continue }
                let order = order * services.count + i
                found.append(
                    (
                        Candidate(patient: p.id, service: service.id, missing: missing),
                        rank * 4 + serviceRank + (missing > 0 ? 0 : need == nil ? 60 : 30), order
                    ))
            }
        }
        found.sort { ($0.rank, $0.order) < ($1.rank, $1.order) }
        return found.prefix(Self.most).map(\.candidate)
    }
}

extension DashboardState {
    mutating func press(_ key: Key, in question: BookingQuestion) -> [DashboardEffect] {
        var question = question
        switch keymap.command(for: key, in: .list) {
        case .leave:
            endMode()
            return []
        case .listUp: question.selected = max(0, question.selected - 1)
        case .listDown:
            question.selected = min(
                max(0, question.candidates(in: week, scene.naming).count - 1), question.selected + 1)
        case .choose:
            let list = question.candidates(in: week, scene.naming)
            guard list.indices.contains(question.selected) else {
                toast = Toast("No patient and service match; type parts of both names", isError: true)
                return []
            }
            startBooking(
                list[question.selected].patient, list[question.selected].service, home: question.home)
            return []
        default:
            if question.field.take(key) { question.selected = 0 }
        }
        mode = .asking(question)
        return []
    }

    mutating func startBooking(_ patient: PatientID, _ service: ServiceID, home: Jump) {
        var booking = Booking(
            patient: patient, service: service, isGroup: week.service(service)?.isGroup ?? false, home: home)
        booking.search(in: self)
        scene.lens = .patient(patient)
        scene.view = .calendar
        scene.scroll = Scroll()
        show(booking)
    }
}
