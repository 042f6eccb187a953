internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    /// For the patient in view; without one it asks for whom.
    mutating func startAdmitting() {
        if let patient = patientInView {
            startAdmitting(patient, home: here)
        } else {
            mode = .choosingPatient(AdmissionQuestion(in: self))
        }
    }
    mutating func startAdmitting(_ patient: PatientID, home: Jump) {
        let admitting = Admitting(patient: patient, home: home, in: self)
        scene.lens = .patient(patient)
        scene.view = .calendar
        scene.scroll = Scroll()
        foresight = nil
        show(admitting)
    }

    mutating func press(_ key: Key, _ command: Command?, in question: AdmissionQuestion)
        -> [DashboardEffect]
    {
        var question = question
        switch command {
        case .leave:
            endMode()
            return []
        case .listUp: question.picker.step(-1)
        case .listDown: question.picker.step(1)
        case .choose:
            guard let chosen = question.picker.selected else {
                complain("Nobody matches; type a part of a name")
                return []
            }
            startAdmitting(chosen.patient, home: question.home)
            return []
        default: guard question.picker.page(key) || question.picker.take(key) else { return lost(key) }
        }
        mode = .choosingPatient(question)
        return []
    }

    mutating func press(_ key: Key, _ command: Command?, in admitting: Admitting) -> [DashboardEffect] {
        var admitting = admitting
        if let command, let why = disabledReason(command) {
            complain("\(command.title): \(why)")
            return []
        }
        switch command {
        case .dropSet:
            guard case .set = admitting.pane else {
                admitting.pane = .set
                break
            }
            endMode(returning: admitting.home)
            return []
        case .choosePlace:
            guard let i = keymap.keys(of: .choosePlace).firstIndex(of: key),
                let places = admitting.chosenSet?.places, places.indices.contains(i)
            else {
                complain("No place has the letter \(key.name)")
                return []
            }
            admitting.choose(place: i)
        case .nextSet: admitting.choose(set: admitting.set + 1)
        case .previousSet: admitting.choose(set: admitting.set - 1)
        case .heatMap: admitting.turn(in: self)
        case .carryUp, .carryDown, .carryLeft, .carryRight, .anHourUp, .anHourDown, .firstDay, .lastDay:
            guard let direction = command?.direction else { break }
            let window = pane(admitting).map { PopupLayout($0, screen: size) }
            switch admitting.pane {
            case .set: admitting.walk(direction)
            case .seats(let map, let line):
                admitting.pane = .seats(map, from: window?.scrolled(line, direction) ?? line)
            case .everything(let line):
                admitting.pane = .everything(window?.scrolled(line, direction) ?? line)
            }
        case .earlierWeek, .laterWeek:
            show(weekOf: week.week + (command == .laterWeek ? 7 : -7))
            admitting.search(in: self)
        case .finer: scene.zoom = scene.zoom.next
        case .say:
            mode = .explaining(
                Explaining(
                    purpose: .change, field: TextField(admitting.reason), returning: .admitting(admitting)))
            return []
        case .bookSet:
            guard let intent = admitting.intent else { return [] }
            admitting.pane = .set
            show(admitting)
            return commit(intent, admitting.permit)
        default: return lost(key)
        }
        show(admitting)
        return []
    }

    /// Columns of the window with everything about a set.
    var setWidth: Int { min(84, max(36, size.columns - 8)) }

    /// Why a command of the sets can't work now.
    func whyNoSet(_ command: Command) -> String? {
        guard case .admitting(let a) = mode.draft else { return "no set of places is on the screen" }
        if a.found.sets.isEmpty {
            if !a.found.standing.isActive { return "\(name(a.patient)) is not in care in this week" }
            return a.found.isComplete
                ? "nothing of the plan is missing this week" : "nothing fits this week; try another"
        }
        if command != .bookSet, a.found.sets.count == 1 { return "there is no other set" }
        return nil
    }

    /// Puts the mode's places, words and title onto the scene.
    mutating func show(_ admitting: Admitting) {
        mode = .admitting(admitting)
        scene.title = "Place \(name(admitting.patient))"
        scene.standing = admitting.chosenSet?.standing
        let places = admitting.chosenSet?.places ?? []
        scene.marks = PlaceMarks(
            letters: places.enumerated().map { i, p in
                PlaceMarks.Letter(
                    letter: Admitting.letter(i), placement: p.placement,
                    note: p.seatsLeft.map { "\($0) free" } ?? "")
            })
        if let place = admitting.chosenPlace { scene.cursor = Cursor(.place, at: place.begins) }
        scene.status =
            admitting.found.sets.isEmpty
            ? "no set" : "set \(admitting.set + 1) of \(admitting.found.sets.count)"
        let words = AdmittingWords(state: self, admitting: admitting)
        scene.side = words.side
        scene.detail = words.detail
    }
}
