internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// `g`: a date in any usual form.
package struct GoingToDate: Sendable {
    var field = TextField()
}

/// `F`: words and tokens that sessions must match.
package struct Filtering: Sendable {
    let before: WeekFilter
    var field: TextField

    init(before: WeekFilter) {
        self.before = before
        field = TextField(before.text)
    }
}

extension DashboardState {
    /// The moment that is typed; a date alone keeps the time of day.
    func moment(_ text: String) -> CivilMoment? {
        phrase.moment(text) ?? phrase.date(text).map { CivilMoment($0, scene.cursor.moment.time) }
    }

    mutating func press(_ key: Key, _ command: Command?, in going: GoingToDate) -> [DashboardEffect] {
        var going = going
        switch command {
        case .leave: endMode()
        case .choose:
            let text = going.field.words
            guard let moment = moment(text) else {
                complain("\"\(text)\" is no date; write it like \(DatePhrase.dateForms)")
                return []
            }
            endMode()
            leaveMark()
            scene.cursor = Cursor(.place, at: scene.cursor.moment, row: scene.cursor.row)
            show(weekOf: moment.date)
            scene.cursor = Cursor(.place, at: moment, row: scene.cursor.row)
        default:
            guard going.field.take(key) else { return lost(key) }
            mode = .goingToDate(going)
        }
        return []
    }

    mutating func press(_ key: Key, _ command: Command?, in filtering: Filtering) -> [DashboardEffect] {
        var filtering = filtering
        switch command {
        case .leave:
            scene.filter = filtering.before
            endMode()
        case .choose:
            if let problem = scene.filter.problem {
                complain(problem.capitalizedFirst)
                return []
            }
            endMode()
            // On what is looked for, not on what has just become pale.
            if !scene.filter.isEmpty { land() }
        case .toggle: scene.filter.hides.toggle()
        default:
            guard filtering.field.take(key) else { return lost(key) }
            scene.filter = WeekFilter(filtering.field.text, hides: scene.filter.hides)
            mode = .filtering(filtering)
        }
        return []
    }
}
