package import ClinicModel
package import SchedulingEngine

extension PlaceMarks {
    /// The verdict on every start of the week at which a session could stand, as it is but for its time:
    /// it fits, breaks only rules that may be overridden, or clashes. For a group also how many of its
    /// patients can come then.
    ///
    /// Some hundreds of placements are checked: a few milliseconds, once for each thing that is lifted.
    package static func starts(for placement: Placement, in week: ClinicWeek) -> [CivilMoment: Mark] {
        let length = placement.minutes ?? week.service(placement.service)?.minutes ?? 0
        let grid = max(5, week.clinic.profile.gridMinutes)
        let roster = placement.patients.count > 1 ? placement.patients.count : nil
        var out: [CivilMoment: Mark] = [:]
        let calendar = week.clinic.profile.calendar
        let open = week.clinic.profile.hours.flatMap {
            calendar.intervals(of: $0, from: week.week, through: week.week + 6)
        }
        for date in week.week...(week.week + 6) where !week.clinic.profile.isClosed(on: date) {
            for hours in Interval.joined(open).compactMap({ $0.minutesOfDay(date) }) {
                let first = (hours.start + grid - 1) / grid * grid
                for start in stride(from: first, through: hours.end - length, by: grid) {
                    var place = placement
                    place.date = date
                    place.start = TimeOfDay(minutes: start)
                    out[place.begins] = mark(place, roster: roster, in: week)
                }
            }
        }
        return out
    }
    private static func mark(_ place: Placement, roster: Int?, in week: ClinicWeek) -> Mark {
        if week.admits(place) { return Mark(.fits, coming: roster, roster: roster) }
        let broken = week.check(place)
        let fit: Fit = broken.isEmpty ? .fits : broken.allSatisfy(\.rule.isOverridable) ? .warns : .clashes
        let kept = Set(
            broken.compactMap { violation -> PatientID? in
                if case .patient(let id) = violation.subject { id } else { nil }
            })
        return Mark(fit, coming: roster.map { $0 - kept.count }, roster: roster)
    }
}
