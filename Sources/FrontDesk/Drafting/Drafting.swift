package import ClinicModel
package import ClinicStore

/// What an intent comes to, before anybody has judged it.
package struct Draft: Sendable {
    /// With their places.
    package var changes: ChangeSet
    /// The clinic with the changes made.
    package var after: Clinic
    package var headline: Title
    package var session: SessionReference?
    /// First days of the weeks in which something changes, in order.
    package var weeks: [CivilDate]
    /// Those who are in a session that changes.
    package var patients: [PatientID]
    /// What the draft decided or does beside the intent.
    package var notices: [Consequence]
    /// Series that change for good: an override is for all of their occurrences.
    package var series: Set<SeriesID>
    /// The numbers that are free after it.
    package var ids: IDNumbers
    /// A session whose broken rules are to be allowed as they stand; nothing else changes.
    package var allowing: SessionReference?
    /// Of a proposal: the week it is for. Rules broken there refuse it; those of later weeks are told.
    package var proposedWeek: CivilDate?
    /// Of a repair: the absence, in a few words.
    package var absence: Title?
    /// It is for later sessions of a series as well: what comes of it in all its weeks is told.
    package var goesOn = false
    /// On which it is told, so that dates of another year say theirs.
    package var today: CivilDate

    /// What was done; a repair that leaves sessions as the absence hits them does not say that it mended it.
    func headline(leaving hit: Int) -> Title {
        guard let absence, hit > 0 else { return headline }
        let left = hit == 1 ? "1 session that it hits stands" : "\(hit) sessions that it hits stand"
        return "Recorded \(absence), \(left) as before: \(changes.words)"
    }
}

extension ChangeSet {
    var words: String { changes.count == 1 ? "1 change" : "\(changes.count) changes" }
}

/// Turns an intent into changes. Pure: the same clinic, moment and numbers give the same draft.
package enum Drafting {
    /// Weeks that are looked at for what has no end.
    package static let horizonWeeks = 12

    package static func draft(
        _ intent: Intent, in clinic: Clinic, now: CivilMoment, permit: Permit = Permit(),
        ids: IDNumbers? = nil
    ) throws(DeskError) -> Draft {
        var drafter = Drafter(
            clinic: clinic, now: now, permit: permit, ids: ids ?? IDNumbers(after: clinic))
        try drafter.follow(intent)
        return try drafter.finished()
    }
}

/// A draft in the making; its clinic has every change made so far.
struct Drafter {
    private(set) var clinic: Clinic
    let now: CivilMoment
    let permit: Permit
    var ids: IDNumbers
    var headline: Title = ""
    var session: SessionReference?
    var notices: [Consequence] = []
    var lasting: Set<SeriesID> = []
    var proposedWeek: CivilDate?
    var absence: Title?
    var goesOn = false
    /// Of a proposal: each change made, as it was proposed.
    var origins: [Change] = []
    private var allowing: SessionReference?
    private var changes = ChangeSet()
    private var weeks: Set<CivilDate> = []
    private(set) var patients: [PatientID] = []

    init(clinic: Clinic, now: CivilMoment, permit: Permit, ids: IDNumbers) {
        self.clinic = clinic
        self.now = now
        self.permit = permit
        self.ids = ids
    }
    var calendar: WeekCalendar { clinic.profile.calendar }
    /// As titles name it.
    func told(_ date: CivilDate) -> String { date.short(saidOn: now.date) }
    func told(_ moment: CivilMoment) -> String { moment.short(saidOn: now.date) }
    var reason: Confidential? { permit.reason.map { Confidential($0) } }

    mutating func follow(_ intent: Intent) throws(DeskError) {
        switch intent {
        case .book(let patient, let service, let at, let therapists, let room, let weekly):
            try book(patient, service, at: at, therapists: therapists, room: room, weekly: weekly)
        case .move(let session, let to, let therapists, let room, let scope):
            try move(session, Destination(to: to, therapists: therapists, room: room), scope: scope)
        case .cancel(let session, let scope): try cancel(session, scope: scope)
        case .cancelEach(let sessions): try cancelEach(sessions)
        case .enroll(let patient, let series, let from, let until):
            try enroll(patient, in: series, from: from, until: until)
        case .leave(let patient, let series, let on): try leave(patient, series, on: on)
        case .seat(let patient, let session):
            try seat(patient, in: session)
            headline = "Seated \(patient) in \(try subject(session)), \(told(try begins(session)))"
        case .unseat(let patient, let session, let scope):
            let subject = try subject(session)
            let first = try unseat(patient, from: session, scope: scope)
            headline = "Took \(patient) out of \(subject), \(told(first))\(scope.words)"
        case .allow(let session):
            headline = "Allowed what \(try subject(session)), \(told(try begins(session))), breaks"
            self.session = session
            allowing = session
            touch(try begins(session).date)
        case .reseat(let patient, let from, let to, let scope):
            try reseat(patient, from: from, to: to, scope: scope)
        case .accept(let acceptance): try accept(acceptance)
        }
    }

    func finished() throws(DeskError) -> Draft {
        guard !changes.isEmpty || allowing != nil else { throw .cannot(.nothingChanges, clinic) }
        return Draft(
            changes: changes, after: clinic, headline: headline, session: session, weeks: weeks.sorted(),
            patients: patients, notices: notices, series: lasting, ids: ids, allowing: allowing,
            proposedWeek: proposedWeek, absence: absence, goesOn: goesOn, today: now.date)
    }

    // MARK: changes

    var made: [Change] { changes.changes }
    /// Makes a change at once, so that the next is drafted on top of it.
    mutating func make(_ change: Change, place: Int? = nil) throws(DeskError) {
        do {
            let made = try clinic.apply(ChangeSet([change], places: place.map { [0: $0] } ?? [:]))
            changes.places[changes.changes.count] = made.places[0]
            changes.changes.append(change)
        } catch { throw .cannot(.nothingChanges, clinic) }
    }

    /// Something changes on the date.
    mutating func touch(_ date: CivilDate) { weeks.insert(calendar.week(of: date)) }
    mutating func touch(_ people: [PatientID]) {
        for p in people where !patients.contains(p) { patients.append(p) }
    }
    /// Something changes in the occurrences from a date on: to `until`, or for as long as is looked ahead.
    mutating func touch(_ series: Series, from: CivilDate, until: CivilDate? = nil) {
        let horizon = calendar.week(of: max(from, now.date)) + 7 * Drafting.horizonWeeks - 1
        let last = until ?? horizon
        for date in series.patternDates(from: from, through: last, calendar: calendar) {
            touch(date)
            if case .changed(let to)? = series.exceptions.first(where: { $0.date == date })?.kind,
                let held = to.date
            {
                touch(held)
            }
        }
    }

    // MARK: what stands

    func patient(_ id: PatientID) throws(DeskError) -> Patient {
        guard let found = clinic.patients.first(where: { $0.id == id }) else { throw .unknown(.patient(id)) }
        return found
    }
    func service(_ id: ServiceID) throws(DeskError) -> Service {
        guard let found = clinic.services.first(where: { $0.id == id }) else { throw .unknown(.service(id)) }
        return found
    }
    func series(_ id: SeriesID) throws(DeskError) -> Series {
        guard let found = clinic.series.first(where: { $0.id == id }) else { throw .unknown(.series(id)) }
        return found
    }
    func single(_ id: SessionID) throws(DeskError) -> Session {
        guard let found = clinic.sessions.first(where: { $0.id == id }) else {
            throw .unknown(.session(.single(id)))
        }
        return found
    }
    /// Each once, in their order.
    func known(_ therapists: [TherapistID]) throws(DeskError) -> [TherapistID] {
        var once: [TherapistID] = []
        for t in therapists where !once.contains(t) {
            guard clinic.therapists.contains(where: { $0.id == t }) else { throw .unknown(.therapist(t)) }
            once.append(t)
        }
        return once
    }
    func check(_ room: RoomID?) throws(DeskError) {
        if let room, !clinic.rooms.contains(where: { $0.id == room }) { throw .unknown(.room(room)) }
    }
    func enrolled(in series: Series, on date: CivilDate) -> [PatientID] {
        series.enrollments.filter { $0.covers(date) }.map(\.patient)
    }
    /// A single session that may still change.
    func open(_ id: SessionID) throws(DeskError) -> Session {
        let s = try single(id)
        switch s.status {
        case .booked: return s
        case .held: throw .cannot(.held(.single(id)), clinic)
        case .cancelled: throw .cannot(.notHeld(.single(id)), clinic)
        }
    }
    /// A series that has an occurrence of the date by its pattern.
    func patterned(_ id: SeriesID, _ date: CivilDate) throws(DeskError) -> (Series, WeeklySlot) {
        let s = try series(id)
        guard let slot = s.slot else { throw .cannot(.unplaced(id), clinic) }
        guard s.patternHolds(on: date, calendar: calendar) else {
            throw .cannot(.notHeld(.occurrence(id, date)), clinic)
        }
        return (s, slot)
    }
    func exception(of s: Series, on date: CivilDate) -> OccurrenceException? {
        s.exceptions.first { $0.date == date }
    }

    /// When a session begins as it stands.
    func begins(_ reference: SessionReference) throws(DeskError) -> CivilMoment {
        switch reference {
        case .single(let id):
            let s = try single(id)
            return CivilMoment(s.date, s.start)
        case .occurrence(let id, let date):
            let (s, slot) = try patterned(id, date)
            guard case .changed(let to)? = exception(of: s, on: date)?.kind else {
                return CivilMoment(date, slot.start)
            }
            return CivilMoment(to.date ?? date, to.start ?? slot.start)
        }
    }
    /// What a session is called in a title: an hour by its service and patient, a group by its series.
    func subject(_ reference: SessionReference) throws(DeskError) -> Title {
        switch reference {
        case .single(let id):
            let s = try single(id)
            guard let patient = s.patients.first, s.patients.count == 1 else { return "\(s.service)" }
            return "\(s.service) of \(patient)"
        case .occurrence(let id, let date):
            let s = try series(id)
            let here = enrolled(in: s, on: date)
            if try !service(s.service).isGroup, let patient = here.first, here.count == 1 {
                return "\(s.service) of \(patient)"
            }
            return "\(id)"
        }
    }
    /// The first occurrence that a change for later ones, or for all, begins with: none before today. Tells how far the
    /// change goes, and that what was before stays.
    /// `patient`: only the occurrences with a seat of theirs count.
    mutating func goOn(_ s: Series, from date: CivilDate, _ scope: SeriesScope, for patient: PatientID? = nil)
        throws(DeskError) -> CivilDate
    {
        let low = max(scope == .all ? s.from : date, now.date)
        let high = max(low, s.from) + 7 * max(s.everyWeeks, 1) + 7
        guard let start = s.patternDates(from: low, through: high, calendar: calendar).first else {
            throw .cannot(.nothingChanges, clinic)
        }
        goesOn = true
        if date < start {
            notices.append(.stays(before: start, asked: try begins(.occurrence(s.id, date))))
        } else if scope == .all, s.from < start,
            !s.patternDates(from: s.from, through: start - 1, calendar: calendar).isEmpty
        {
            notices.append(.stays(before: start, asked: nil))
        }
        let horizon = calendar.week(of: max(start, now.date)) + 7 * Drafting.horizonWeeks - 1
        let dates = s.patternDates(from: start, through: horizon, calendar: calendar).filter { day in
            clinic.isHeld(s, on: day) && patient.map { enrolled(in: s, on: day).contains($0) } ?? true
        }
        if let first = dates.first, let last = dates.last {
            let beyond = horizon + 1
            let isEndless =
                s.until.map { $0 >= beyond } ?? true
                && patient.map { enrolled(in: s, on: beyond).contains($0) } ?? true
            notices.append(
                .reaches(
                    count: dates.count, first: try begins(.occurrence(s.id, first)),
                    last: try begins(.occurrence(s.id, last)), isEndless: isEndless))
        }
        return start
    }
}

extension SeriesScope {
    /// At the end of a title.
    var words: String {
        switch self {
        case .this: ""
        case .later, .all: " and later"
        }
    }
}
