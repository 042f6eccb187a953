internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// A stretch of a day that is taken by something that is no session.
struct Shade: Sendable {
    enum Kind: Sendable, Hashable, CaseIterable {
        case closed, work, commute, unavailable, support, family, off, timeoff, notes

        func glyph(_ glyphs: GlyphSet) -> Character {
            switch self {
            case .closed: " "
            case .work, .off: glyphs.shade1
            case .commute: glyphs.commute
            case .unavailable, .notes: glyphs.shade2
            case .support: glyphs.shade3
            case .family: glyphs.kind == .unicode ? glyphs.middleDot : "'"
            case .timeoff: glyphs.timeoff
            }
        }
        var role: Role {
            switch self {
            case .closed: .closed
            case .work, .off: .work
            case .commute: .commute
            case .unavailable: .unavailable
            case .support: .support
            case .family: .family
            case .timeoff: .timeoff
            case .notes: .notes
            }
        }
        /// Of the word in it: the shade itself may be too pale to be read.
        var labelRole: Role {
            switch self {
            case .closed, .work, .off, .unavailable, .notes: .label
            case .commute, .support, .family, .timeoff: role
            }
        }
        /// What a legend calls it.
        var word: String {
            switch self {
            case .closed: "closed"
            case .work: "work"
            case .commute: "commute"
            case .unavailable: "unavailable"
            case .support: "support group"
            case .family: "family away"
            case .off: "not in"
            case .timeoff: "time off"
            case .notes: "notes"
            }
        }
    }
    let kind: Kind
    /// Minutes from midnight.
    let interval: Interval
    let label: String?

    func minutes(in line: CalendarAxis.Line) -> Int {
        max(0, min(interval.end, line.end) - max(interval.start, line.start))
    }

    /// What stands in the stretch: the patient's own word where names are shown, else the kind's.
    static func word(_ kind: Kind, _ label: Confidential?, _ naming: Naming) -> String {
        naming == .names ? label?.revealed ?? kind.word : kind.word
    }
}

extension Shade.Kind {
    /// Nil for hours preferred, which take nothing.
    init?(_ kind: LabelledTime.Kind) {
        switch kind {
        case .work: self = .work
        case .commute: self = .commute
        case .unavailable: self = .unavailable
        case .supportGroup: self = .support
        case .family: self = .family
        case .prefers: return nil
        }
    }
}

extension Shade {
    /// The stretches of a patient's week, each with its own word.
    static func shades(of times: [LabelledTime], on date: CivilDate, _ naming: Naming) -> [Shade] {
        times.compactMap { time in
            guard let kind = Kind(time.kind), let part = time.interval.minutesOfDay(date) else { return nil }
            return Shade(kind: kind, interval: part, label: naming == .names ? time.label?.revealed : nil)
        }
    }
}
