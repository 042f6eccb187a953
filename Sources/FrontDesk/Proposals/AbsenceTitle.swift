internal import ClinicModel
package import SchedulingEngine

extension ReportedAbsence {
    /// `Dana Whitfield out Tue 24 Nov 16:00–21:30`
    package var title: Title {
        switch subject {
        case .therapist(let id): "\(id) out \(span)"
        case .room(let id): "\(id) closed \(span)"
        case .patient(let id): "\(id) away \(span)"
        }
    }
    /// `Tue 24 Nov 16:00–21:30`, `Tue 24 Nov–Wed 25 Nov` of whole days
    package var span: String {
        let isWholeDays = from.time == .midnight && to.minutes % 1440 == 0
        let last = CivilMoment(minutes: to.minutes - 1).date
        if isWholeDays { return from.date == last ? from.date.short : "\(from.date.short)–\(last.short)" }
        let end = to.minutes % 1440 == 0 ? "24:00" : to.time.description
        return from.date == last
            ? "\(from.date.short) \(from.time)–\(end)" : "\(from.short) – \(last.short) \(end)"
    }
}
