internal import ClinicModel
internal import GRDB

/// Rows of what coordinators change, each by itself.
extension Database {
    func insertSeries(_ s: Series, at position: Int) throws {
        try insert(
            "series",
            Values().add(position).add(s.id).add(s.name).add(s.track).add(s.service)
                .add(s.slot.map { $0.weekday.rawValue + 1 }).add(s.slot?.start).add(s.room)
                .add(s.everyWeeks).add(s.from).add(s.until).add(s.minutes).add(s.population != nil)
                .add(s.population?.ageBand?.rawValue).add(s.population?.gender).add(s.population?.approach)
                .add(s.firstTopic).add(s.pinned))
        try insert("series_therapist", under: s.id.rawValue, s.therapists) { $0.add($1) }
    }
    func deleteSeries(_ id: SeriesID) throws {
        try run("DELETE FROM series_therapist WHERE series = ?", Values().add(id))
        try run("DELETE FROM series WHERE id = ?", Values().add(id))
    }

    func insertEnrollment(_ e: Enrollment, of series: SeriesID, at position: Int) throws {
        try insert(
            "enrollment", Values(series.rawValue, position).add(e.patient).add(e.joined).add(e.left))
    }

    func insertException(_ e: OccurrenceException, of series: SeriesID, at position: Int) throws {
        var to = OccurrenceException.Replacement()
        var kind = "cancelled"
        if case .changed(let replacement) = e.kind {
            to = replacement
            kind = "changed"
        }
        try insert(
            "exception",
            Values(series.rawValue, position).add(e.date).add(kind).add(e.reason).add(to.date).add(to.start)
                .add(to.room).add(to.therapists != nil))
        for (n, therapist) in (to.therapists ?? []).enumerated() {
            try insert(
                "exception_therapist",
                Values().add(series).add(e.date).add(Positions.place(n)).add(therapist))
        }
    }
    func deleteException(of series: SeriesID, on date: CivilDate) throws {
        let key = Values().add(series).add(date)
        try run("DELETE FROM exception_therapist WHERE series = ? AND date = ?", key)
        try run("DELETE FROM exception WHERE series = ? AND date = ?", key)
    }

    func insertSession(_ s: Session, at position: Int) throws {
        try insert(
            "session",
            Values().add(position).add(s.id).add(s.service).add(s.date).add(s.start).add(s.room)
                .add(s.pinned).add(s.status.rawValue).add(s.minutes))
        try insert("session_therapist", under: s.id.rawValue, s.therapists) { $0.add($1) }
        try insert("session_patient", under: s.id.rawValue, s.patients) { $0.add($1) }
    }
    func deleteSession(_ id: SessionID) throws {
        let key = Values().add(id)
        try run("DELETE FROM session_therapist WHERE session = ?", key)
        try run("DELETE FROM session_patient WHERE session = ?", key)
        try run("DELETE FROM session WHERE id = ?", key)
    }

    func insertWaitlist(_ w: WaitlistEntry, at position: Int) throws {
        try insert(
            "waitlist", Values().add(position).add(w.patient).add(w.service).add(w.since).add(w.note))
    }
    func insertOverride(_ o: RuleOverride, at position: Int) throws {
        try insert(
            "rule_override",
            Values().add(position).add(o.rule.rawValue).add(o.scope).add(o.person).add(o.reason).add(o.by)
                .add(o.on))
    }
}
