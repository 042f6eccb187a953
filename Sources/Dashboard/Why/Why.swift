internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// What the week on the screen is short of: counted beside the keys, and kept while nothing changes.
struct WeekShortages: Sendable {
    let job: Int
    let week: CivilDate
    let revision: Int
    /// Nil: not counted yet.
    var found: [Shortage]?
}

/// What is asked why: below the week's shortages whom and what, as for a booking.
package struct WhyQuestion: Sendable {
    var question: BookingQuestion
    /// Of the selected line, where its plan is not met.
    fileprivate(set) var unmet: [UnmetNeed] = []

    init(patient: PatientID?, in state: DashboardState) {
        question = BookingQuestion(patient: patient, at: nil, in: state)
        look(in: state)
    }
    mutating func look(in state: DashboardState) {
        guard let choice = question.choice, choice.missing > 0 else {
            unmet = []
            return
        }
        unmet = state.unmet(choice.patient, choice.service)
    }
}

/// Why a patient has no place for a service, or what places there are.
package struct WhyAnswer: Sendable {
    let patient: PatientID
    let service: ServiceID
    /// The session that is moved, lifted off the week meanwhile.
    let replacing: SessionReference?
    /// What stands below: the week, the question, a draft, or a proposal.
    var returning: Mode
    /// The week that is asked about: as it stands, or as the proposal or the set of places would have it.
    private(set) var week: ClinicWeek
    /// The line to take.
    var selected = 0
    /// The place of a set that is asked about.
    private(set) var place: AdmittedPlace?
    private(set) var why: Explanation?
    private(set) var unmet: [UnmetNeed] = []

    init(
        _ patient: PatientID, _ service: ServiceID, replacing: SessionReference? = nil, returning: Mode,
        in state: DashboardState
    ) {
        self.patient = patient
        self.service = service
        self.replacing = replacing
        self.returning = returning
        week = state.week
        refresh(in: state)
    }
    mutating func refresh(in state: DashboardState) {
        let review = state.review(under: returning)
        week = review?.part.week ?? state.week
        var request = SuggestionRequest(
            patient: patient, service: service, replacing: replacing, from: state.soonest)
        var set: AdmissionSet?
        place = nil
        if case .admitting(let a) = returning { set = a.chosenSet }
        if let set {
            var booked = state.clinic
            if (try? booked.apply(set.changes)) != nil {
                week = ClinicWeek(booked, week: state.week.week)
                request.lasting = true
            }
            // Of a place of the set: what there is instead of it, the others being booked.
            if case .admitting(let a) = returning { place = a.chosenPlace }
            request.replacing = place.flatMap { place in
                week.sessions(of: patient).first { $0.begins == place.begins }?.reference
            }
        }
        isOfUnbooked = review != nil || set != nil
        if case .booking(let b) = returning {
            request.therapist = b.therapist
            request.room = b.room
            request.relaxing = b.relaxing
        }
        why = week.why(request)
        if let review {
            unmet = review.part.lacks.compactMap(\.need).filter {
                $0.patient == patient && $0.service == service
            }
        } else if set != nil {
            unmet = UnmetNeed.list(of: patient, in: week, from: state.soonest).filter {
                $0.service == service
            }
        } else {
            unmet = why?.fitting == 0 ? state.unmet(patient, service) : []
        }
        selected = max(0, min(selected, relaxations.count - 1))
    }
    /// What may be given up by its number; where a place fits there is no need to.
    var relaxations: [Relaxation] {
        guard let why, why.fitting == 0 else { return [] }
        return Array(why.found.relaxations.prefix(9))
    }
    private var isOfUnbooked = false
    /// A session that is carried is put down elsewhere by carrying it, and nothing is booked inside a proposal or
    /// beside a set of places.
    var canBook: Bool { replacing == nil && !isOfUnbooked }
}

extension DashboardState {
    func unmet(_ patient: PatientID, _ service: ServiceID) -> [UnmetNeed] {
        UnmetNeed.list(of: patient, in: week, from: soonest).filter { $0.service == service }
    }

    /// Why `w` can't work now.
    var whyNotWhy: String? {
        switch mode {
        case .moving(let m) where m.asked == nil: "a group's places are judged one by one as it is carried"
        case .planning, .repairing:
            review(under: mode).flatMap(whyNotWhy)
        case .calling: "there is nothing to ask about here"
        default: nil
        }
    }
    private func whyNotWhy(_ review: Review) -> String? {
        if review.selectedNeed != nil { return nil }
        if review.grouping == .unmet || review.isSelectionLeft { return "it is met once it is taken again" }
        return "everything on this line is met; \(keyName(.regroup)) leads to what is not"
    }
    /// Of a draft in hand why it has the places it has; else about the patient in view, or the whole week.
    mutating func startWondering() -> [DashboardEffect] {
        switch mode {
        case .booking(let b):
            mode = .answering(WhyAnswer(b.patient, b.service, returning: mode, in: self))
        case .moving(let m):
            guard let asked = m.asked else { return [] }
            mode = .answering(
                WhyAnswer(
                    asked.patient, asked.service, replacing: asked.session, returning: mode, in: self))
        case .admitting(let a):
            // Of the line under the cursor; where there is no set, of what is not met.
            let asked = a.chosenPlace?.placement.service ?? a.chosenGap?.service
            guard let service = asked ?? a.found.unmet.first?.service else { return [] }
            mode = .answering(WhyAnswer(a.patient, service, returning: mode, in: self))
        case .planning, .repairing:
            guard let need = review(under: mode)?.selectedNeed else { return [] }
            mode = .answering(WhyAnswer(need.patient, need.service, returning: mode, in: self))
        default: mode = .wondering(WhyQuestion(patient: patientInView, in: self))
        }
        return countShortages()
    }
    /// Has the week's shortages counted where `w` shows them, unless they are known.
    mutating func countShortages() -> [DashboardEffect] {
        guard case .wondering(let asked) = mode, asked.question.patient == nil else { return [] }
        if let known = shortages, known.week == week.week, known.revision == snapshot.revision { return [] }
        let job = newJob()
        shortages = WeekShortages(job: job, week: week.week, revision: snapshot.revision)
        return [.countShortages(week.week, from: soonest, job: job)]
    }
    mutating func heard(_ job: Int, _ found: [Shortage]) {
        if shortages?.job == job { shortages?.found = found }
    }

    mutating func press(_ key: Key, _ command: Command?, in wondering: WhyQuestion) -> [DashboardEffect] {
        var asked = wondering
        switch command {
        case .leave:
            endMode()
            return []
        case .listUp: asked.question.step(-1)
        case .listDown: asked.question.step(1)
        case .choose:
            guard let choice = asked.question.choice else {
                complain("No patient and service match; type parts of both names, like mor ind")
                return []
            }
            mode = .answering(
                WhyAnswer(choice.patient, choice.service, returning: .wondering(asked), in: self))
            return []
        default:
            switch key {
            case .pageUp: asked.question.select(asked.question.selected - 10)
            case .pageDown: asked.question.select(asked.question.selected + 10)
            default: guard asked.question.take(key) else { return lost(key) }
            }
        }
        asked.look(in: self)
        mode = .wondering(asked)
        return []
    }

    mutating func press(_ key: Key, _ command: Command?, in answer: WhyAnswer) -> [DashboardEffect] {
        var answer = answer
        let count = answer.relaxations.count
        switch command {
        case .leave:
            mode = answer.returning
            return []
        case .listUp: answer.selected = (answer.selected + max(1, count) - 1) % max(1, count)
        case .listDown: answer.selected = (answer.selected + 1) % max(1, count)
        case .choose: return act(on: answer, answer.selected)
        default:
            guard case .character(let c) = key, let n = c.wholeNumberValue, n > 0 else { return lost(key) }
            guard n <= count else {
                complain("There is no number \(n) to give up")
                return []
            }
            return act(on: answer, n - 1)
        }
        mode = .answering(answer)
        return []
    }
    /// Into the booking, with what the line stands for given up.
    private mutating func act(on answer: WhyAnswer, _ line: Int) -> [DashboardEffect] {
        guard answer.canBook else {
            mode = answer.returning
            return []
        }
        let given = answer.relaxations.indices.contains(line) ? answer.relaxations[line].what : nil
        if case .booking(var booking) = answer.returning {
            if let given { booking.giveUp(given, in: self) }
            show(booking)
        } else {
            var home = here
            if case .wondering(let asked) = answer.returning { home = asked.question.home }
            startBooking(answer.patient, answer.service, at: nil, home: home, givingUp: given)
        }
        return []
    }
}

extension Moving {
    /// Whom and what `w` asks about: a session of one patient, or the seat of one.
    var asked: (patient: PatientID, service: ServiceID, session: SessionReference)? {
        let patient = reseated ?? (isGroup ? nil : origin.patients.first)
        return patient.map { ($0, origin.service, origin.reference) }
    }
}
