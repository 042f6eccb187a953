internal import ClinicModel

/// When everybody can and can't, in minutes of one week.
struct Times: Sendable {
    /// By patient; the source is the window's place in its list.
    let work: Rows<Stretch>
    /// By patient; the source is the place among the unavailable times, or, counted on behind them, among
    /// the support groups.
    let unavailable: Rows<Stretch>
    /// By patient; the source is the family member's place.
    let family: Rows<Stretch>
    /// By patient, joined. A patient without wishes has none; one whose wishes are not due this week has
    /// none either (`Course.hasWishes` tells).
    let prefers: Rows<Stretch>
    /// By therapist, joined.
    let hours: Rows<Stretch>
    /// By therapist; the source is the place among the times off.
    let off: Rows<Stretch>
    /// By room; the source is the place among the closures.
    let closed: Rows<Stretch>
    /// The clinic's hours, joined.
    let open: [Stretch]
    /// By day of the week: the place of a closure of the whole clinic.
    let closures: [Int?]

    init(_ clinic: Clinic, expansion: Expansion, groups: [SupportGroupID: Int]) {
        let patients = clinic.patients
        let met = Rows(count: clinic.supportGroups.count) { g, append in
            for w in clinic.supportGroups[g].meets { expansion.expand(w, source: 0, append) }
        }
        work = Rows(count: patients.count) { p, append in
            for (i, w) in patients[p].work.enumerated() { expansion.expand(w, source: i, append) }
        }
        unavailable = Rows(count: patients.count) { p, append in
            let own = patients[p].unavailable
            for (i, w) in own.enumerated() { expansion.expand(w, source: i, append) }
            for (i, id) in patients[p].supportGroups.enumerated() {
                guard let g = groups[id] else { continue }
                for k in met.range(g) {
                    var stretch = met.values[k]
                    stretch.source = own.count + i
                    append(stretch)
                }
            }
        }
        family = Rows(count: patients.count) { p, append in
            for (i, member) in patients[p].family.enumerated() {
                for w in member.unavailable { expansion.expand(w, source: i, append) }
            }
        }
        prefers = Rows(count: patients.count) { p, append in
            for s in expansion.joined(patients[p].prefers) { append(s) }
        }
        hours = Rows(count: clinic.therapists.count) { t, append in
            for s in expansion.joined(clinic.therapists[t].hours) { append(s) }
        }
        off = Rows(count: clinic.therapists.count) { t, append in
            for (i, a) in clinic.therapists[t].timeOff.enumerated() {
                expansion.expand(a, source: i, append)
            }
        }
        closed = Rows(count: clinic.rooms.count) { r, append in
            for (i, a) in clinic.rooms[r].closures.enumerated() { expansion.expand(a, source: i, append) }
        }
        open = expansion.joined(clinic.profile.hours)
        closures = (0..<7).map { day in
            clinic.profile.closures.firstIndex { $0.contains(expansion.week + day) }
        }
    }
}
