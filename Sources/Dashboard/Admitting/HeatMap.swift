internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The week's seats for what a patient's plan lacks, those that the patient may take, from now on: days across,
/// starting times down, in each cell a shade and a digit, so that it reads without colour.
struct HeatMap: Sendable {
    enum Cell: Equatable, Sendable {
        /// The patient can't come: at work, on the way, or otherwise not free.
        case away
        /// None meets, or none that the patient may sit in.
        case noGroup
        /// Seats of the group with most of them.
        case seats(Int)
        case full
    }
    private let week: CivilDate
    let days: [Int]
    /// Minutes of the day.
    let starts: [Int]
    private(set) var cells: [[Cell]] = []

    init(for patient: PatientID, in state: DashboardState) {
        let week = state.week
        self.week = week.week
        let missing = Set(week.standing(of: patient).needs.filter { $0.missing > 0 }.map(\.service))
        let soonest = state.soonest ?? CivilMoment(week.week, .midnight)
        let groups = week.sessions.filter {
            missing.contains($0.service) && week.service($0.service)?.isGroup == true
                && !$0.patients.contains(patient) && $0.begins >= soonest
        }
        // A full group can be waited for; whatever else a seat would break, it is none for this patient.
        let fitting = Set(
            groups.filter { s in
                week.checkSeat(patient, in: s.reference).allSatisfy { $0.rule == .capacity }
            }.map(\.reference))
        let open = week.openMask()
        days = (0..<7).filter { d in
            open.touches(from: d * 1440, to: (d + 1) * 1440) || groups.contains { $0.date == week.week + d }
        }
        starts = Set(groups.map { Int($0.start.minutes) }).sorted()
        let masks = week.masks(of: patient)
        let away = masks.work.union(masks.commute).union(masks.unavailable)
        cells = starts.map { start in
            days.map { d in
                let here = groups.filter {
                    $0.date == week.week + d && Int($0.start.minutes) == start
                }
                let from = d * 1440 + start
                let length = here.map(\.minutes).min() ?? 60
                if away.touches(from: from, to: from + length) { return .away }
                guard
                    let most = here.filter({ fitting.contains($0.reference) }).map({ s in
                        let seats = week.seats(in: s.reference)
                        return seats.most - seats.taken
                    }).max()
                else { return .noGroup }
                return most > 0 ? .seats(most) : .full
            }
        }
    }

    private static let clock = 6
    private static let widest = 7
    /// As wide as all of its columns would be.
    var width: Int { Self.clock + days.count * Self.widest }
    /// Columns of a day where there is so much room for all of them.
    private func column(in room: Int) -> Int {
        max(4, min(Self.widest, (room - Self.clock) / max(1, days.count)))
    }

    func heading(width room: Int) -> SideLine {
        let column = column(in: room)
        return SideLine(
            [.init(String(repeating: " ", count: Self.clock), .popupDim)]
                + days.map { d in
                    let date = week + d
                    let name =
                        column == Self.widest ? " \(date.weekday.short) \(date.day)" : date.weekday.short
                    return .init(Self.centered(name, column), .popupDim)
                })
    }
    func line(_ row: Int, _ glyphs: GlyphSet, width room: Int) -> SideLine {
        let column = column(in: room)
        return SideLine(
            [.init(TimeOfDay(minutes: starts[row]).description + " ", .popup)]
                + cells[row].map {
                    var piece = Self.piece($0, glyphs)
                    piece.text = Self.centered(piece.text, column)
                    return piece
                })
    }
    private static func centered(_ text: String, _ width: Int) -> String {
        Figures.left(String(repeating: " ", count: max(0, width - text.count) / 2) + text, width)
    }
    private static func piece(_ cell: Cell, _ glyphs: GlyphSet) -> SideLine.Piece {
        let shade = shades(glyphs)
        return switch cell {
        case .away: .init("\(shade.away)\(shade.away)\(shade.away)", .popupDim)
        case .noGroup: .init("\(shade.none)", .popupDim)
        case .full: .init("x0x", .alert)
        case .seats(let n) where n < 3: .init("\(shade.few)\(n)\(shade.few)", .warning)
        case .seats(let n): .init("\(shade.many)\(n)\(shade.many)", .good, marks: .bold)
        }
    }
    /// Of the signs none means something else in the calendar below.
    private static func shades(_ glyphs: GlyphSet)
        -> (away: Character, none: Character, few: Character, many: Character)
    {
        glyphs.kind == .unicode ? ("░", "·", "▒", "▓") : (":", "_", "=", "%")
    }
    /// In one line, or in two where one is too narrow.
    static func legend(_ glyphs: GlyphSet, width: Int) -> [SideLine] {
        let s = shades(glyphs)
        let none: [SideLine.Piece] = [.init("\(s.away) can't come  \(s.none) none to take  ", .popupDim)]
        let seats: [SideLine.Piece] = [
            .init("\(s.few) 1\(glyphs.dash)2 seats  ", .warning), .init("\(s.many) 3+ seats  ", .good),
            .init("x full", .alert),
        ]
        let line = SideLine(none + seats)
        return line.width <= width ? [line] : [SideLine(none), SideLine(seats)]
    }
}
