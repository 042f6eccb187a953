package import ClinicModel

/// What a week has too little of: proved by counting, for people and times that can't be served elsewhere.
package struct Shortage: Hashable, Sendable {
    package enum Of: Hashable, Sendable {
        /// Seats in these sessions of a group service; series that wait for a time count with all their seats.
        /// Neither: no session of it is to come.
        case seats(in: [SessionReference], waiting: [SeriesID])
        /// Time of those who may lead the services, beside the groups they lead and what stands.
        case therapists([TherapistID])
        /// Session minutes that the contracts of those who may lead the services leave in the week.
        case contracts([TherapistID])
        /// Time of rooms that the services can take place in, beside the groups in them and what stands.
        case rooms([RoomID])
    }
    package var of: Of
    package var services: [ServiceID]
    /// When, in order of time; empty: all week.
    package var times: [Interval]
    /// Who can be served at no other time, in the document's order.
    package var patients: [PatientID]
    /// Seats, or minutes, that they need there, notes included where therapists are short.
    package var needed: Int
    package var there: Int
    /// Beside what is booked, for what the plans lack then; false: whoever is given what.
    package var isAsItStands: Bool
    package var lack: Int { needed - there }
}

extension Shortage {
    /// `27 evening seats of Relapse prevention (Tue 24 Nov 18:00, Thu 26 Nov 19:00) for 31 that patients need
    /// who can come at no other time`
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        let words = Words(week: week, naming: naming)
        let what = words.list(services.map { week.name(of: $0) })
        let whom = words.count(patients.count, "patient")
        let need =
            (isAsItStands ? ["lacks", "lack"] : ["needs", "need"])[patients.count == 1 ? 0 : 1]
        // What is left beside what stands, or all there is.
        let free = isAsItStands ? "free " : ""
        let byThem =
            "\(isAsItStands ? "lacked" : "needed") by \(whom)"
        switch of {
        case .seats(let sessions, let waiting) where sessions.isEmpty && waiting.isEmpty:
            return "no session of \(what) is to come this week for \(needed) that \(whom) \(need)"
        case .seats(let sessions, let waiting):
            let held = sessions.compactMap { week.session($0) }
            let isEvening = waiting.isEmpty && held.allSatisfy { $0.start >= Self.evening }
            let isMorning = waiting.isEmpty && held.allSatisfy { $0.start < Self.noon }
            let when = isEvening ? "evening " : isMorning ? "morning " : ""
            var places = words.times(held.map(\.begins), most: 4)
            if !waiting.isEmpty { places.append("\(waiting.count) waiting for a time") }
            return "\(there) \(free)\(when)\(there == 1 ? "seat" : "seats") of \(what) "
                + "(\(places.joined(separator: ", "))) for \(needed) that "
                + (isAsItStands ? "\(whom) \(need) and can have nowhere else" : "\(whom) \(need) there")
        case .therapists(let people):
            return "\(what) \(span(words)): \(hours(there)) \(free)of "
                + "\(only(people.map { week.name(of: $0, naming) }, "therapists", words)), \(hours(needed)) "
                + "\(byThem) who can come at no other time"
        case .rooms(let rooms):
            return "\(what) \(span(words)): \(hours(there)) \(free)in "
                + "\(only(rooms.map { week.name(of: $0, naming) }, "rooms", words)), \(hours(needed)) "
                + "\(byThem) who can come at no other time"
        case .contracts(let people):
            return "\(what) this week: \(hours(there)) left in the weekly maxima of "
                + "\(only(people.map { week.name(of: $0, naming) }, "therapists", words)), \(hours(needed)) \(byThem)"
        }
    }
    private static let evening = TimeOfDay(minutes: 17 * 60)
    private static let noon = TimeOfDay(minutes: 12 * 60)

    /// `4 h`, `7.5 h`
    private func hours(_ minutes: Int) -> String {
        let tenths = (minutes + 3) / 6
        return tenths % 10 == 0 ? "\(tenths / 10) h" : "\(tenths / 10).\(tenths % 10) h"
    }
    /// `Whitethorn only`, `Ash and Birch`, `6 therapists`
    private func only(_ names: [String], _ many: String, _ words: Words) -> String {
        switch names.count {
        case 0: "no \(many)"
        case 1: "\(names[0]) only"
        case 2...3: words.list(names)
        default: "\(names.count) \(many)"
        }
    }
    private func span(_ words: Words) -> String {
        var spans = times.prefix(3).map { words.span($0) }
        if times.count > 3 { spans.append("\(times.count - 3) more times") }
        return "on \(spans.joined(separator: ", "))"
    }
}
