package import ClinicModel
internal import ClinicStore
package import SchedulingEngine

extension Consequence {
    /// `saidOn`: dates of another year say theirs.
    package func sentence(in clinic: Clinic, naming: Naming, saidOn day: CivilDate? = nil) -> String {
        words(saidOn: day).text(in: clinic, naming: naming, saidOn: day)
    }

    private func words(saidOn day: CivilDate?) -> Title {
        func told(_ date: CivilDate) -> String { day.map { date.short(saidOn: $0) } ?? date.short }
        func told(_ moment: CivilMoment) -> String { "\(told(moment.date)) \(moment.time)" }
        switch self {
        case .reaches(let count, let first, _, true):
            return """
                For every session from \(told(first)) on, without end: \(count) in the next \
                \(Drafting.horizonWeeks) weeks
                """
        case .reaches(1, let first, _, false): return "For 1 session, \(told(first))"
        case .reaches(let count, let first, let last, false):
            return "For \(count) sessions, \(told(first)) to \(told(last.date))"
        case .stays(let before, nil): return "What was before \(told(before)) stays as it was"
        case .stays(let before, let asked?):
            return "\(told(asked)) stays as it was: only what is from \(told(before)) on changes"
        case .seatsLost(let series, let patients):
            var who: Title = ""
            for (n, p) in patients.prefix(5).enumerated() {
                let join = n == 0 ? "" : n + 1 == patients.count ? " and " : ", "
                who = "\(who)\(join)\(p)"
            }
            if patients.count > 5 { who = "\(who) and \(patients.count - 5) more" }
            return patients.count == 1
                ? "\(who) loses the seat in \(series)"
                : "\(patients.count) patients lose their seats in \(series): \(who)"
        case .score(let week, let change, let terms):
            let parts = ScoreTerm.allCases.compactMap { term in
                terms[term].map { "\(term.words) \(Self.signed($0))" }
            }
            let list = parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
            return "The score of the week of \(told(week)) changes by \(Self.signed(change))\(list)"
        case .scoreLater(let weeks, let change):
            return weeks == 1
                ? "The score of the week after changes by \(Self.signed(change))"
                : "The scores of the \(weeks) weeks after change by \(Self.signed(change)) together"
        case .underHours(let patient, let week, let minutes, let least, let more):
            let weeks =
                more == 0 ? "" : more == 1 ? " and in 1 week after it" : " and in \(more) weeks after it"
            return """
                \(patient) falls to \(Self.hours(minutes)) of at least \(Self.hours(least)) in the week of \
                \(told(week))\(weeks)
                """
        case .freeSeats(let session, _, let free):
            let seats = free == 1 ? "1 seat is" : "\(free) seats are"
            return "\(seats) left in \(session)"
        case .underfilled(let session, _, let have, let least):
            return "\(session) has \(have) of at least \(least) patients"
        case .chosen(let therapists, let room):
            var title = Title([.text("With ")])
            for (n, t) in therapists.enumerated() {
                if n > 0 { title.parts.append(.text(" and ")) }
                title.parts.append(.therapist(t))
            }
            if therapists.isEmpty { title = "Without a therapist" }
            if let room { title.parts += [.text(" in "), .room(room)] }
            return title
        case .offWaitlist(let patient, let service): return "\(patient) leaves the waitlist for \(service)"
        case .overridden(let rule, _, let count):
            let times = count == 1 ? "once" : "\(count) times"
            return "Overridden \(times): \(RuleBook.title(of: rule)); the reason is kept"
        case .clashesLater(let rule, let subject, let first, let extent, let count):
            let times = count == 1 ? "1 later week" : "\(count) later weeks"
            let when =
                switch extent {
                case .session: told(first)
                case .day: told(first.date)
                case .week: "in the week of \(told(first.date))"
                }
            return "\(RuleBook.title(of: rule)): \(subject.title) in \(times), first \(when)"
        case .leftOut(let misfit): return "Left out: \(misfit.words)"
        case .seatFalls(let patient, let series):
            return "\(patient)'s seat in \(series) falls away: the group stays without a time"
        case .staysHit(let rule, let subject, let session, _):
            return
                "\(session) stays to be settled: \(RuleBook.title(of: rule)) of \(subject.title)"
        case .noCopy(let why): return "Today's copy could not be kept: \(why)"
        }
    }
    private static func signed(_ n: Int) -> String { n > 0 ? "+\(n)" : "\(n)" }
    /// `9 h`, `8 h 30`
    private static func hours(_ minutes: Int) -> String {
        minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(Digits.padded(minutes % 60, to: 2))"
    }
}

extension Violation.Subject {
    /// Of a pair who may not meet, nobody is named.
    var title: Title {
        switch self {
        case .patient(let p): "\(p)"
        case .therapist(let t): "\(t)"
        case .room(let r): "\(r)"
        case .session(let s): "\(s)"
        case .pair: "two patients"
        }
    }
}

extension Misfit {
    /// What, and why it does not fit.
    var words: Title {
        switch why {
        case .changed: "\(change.title) (changed meanwhile)"
        case .seated: "\(change.title) (seated there already)"
        case .met(_, let service): "\(change.title) (has all sessions of \(service) that the plan asks for)"
        case .breaks(let rule): "\(change.title) (\(RuleBook.title(of: rule)))"
        }
    }
}

extension Change {
    /// What it is about: `Individual counseling of Ana Moreno, Tue 24 Nov 17:30`.
    var title: Title {
        switch self {
        case .session(let before, let after):
            guard let s = after ?? before else { return "a session" }
            guard let patient = s.patients.first else {
                return "\(s.service), \(CivilMoment(s.date, s.start))"
            }
            return "\(s.service) of \(patient), \(CivilMoment(s.date, s.start))"
        case .series(let before, let after):
            guard let s = after ?? before else { return "a series" }
            return "a time for \(s.id)"
        case .enrollment(let id, let before, let after):
            guard let patient = (after ?? before)?.patient else { return "a seat in \(id)" }
            return "\(patient) in \(id)"
        case .exception(let id, let before, let after):
            guard let date = (after ?? before)?.date else { return "\(id)" }
            return "\(id) on \(date)"
        case .override: return "an override"
        case .waitlist(let before, let after):
            guard let entry = before ?? after else { return "the waitlist" }
            return "\(entry.patient) on the waitlist for \(entry.service)"
        case .timeOff(let therapist, _, _): return "time off of \(therapist)"
        case .closure(let room, _, _): return "a closure of \(room)"
        case .unavailable(let patient, _, _): return "a time that \(patient) can't come"
        case .attendance(let before, let after):
            guard let line = after ?? before else { return "attendance" }
            return "\(line.patient) at \(line.session.description)"
        }
    }
}

extension DeskError {
    /// What is wrong and what to do. With `.ids` it names nobody, for stderr and logs.
    package func sentence(naming: Naming) -> String {
        switch self {
        case .refused(let refusal):
            refusal.sentences(naming: naming).joined(separator: "\n")
        case .cannot(let obstacle, let clinic): obstacle.words(in: clinic).text(in: clinic, naming: naming)
        case .movedOn(let movedOn): movedOn.sentence(naming: naming)
        case .nothingToUndo: "There is nothing of yours to undo"
        case .nothingToRedo: "There is nothing of yours to redo"
        case .unknown(let what): what.sentence
        case .store(let error): error.sentence
        }
    }
}

extension DeskError.Unknown {
    var sentence: String {
        switch self {
        case .patient(let id): "There is no patient \(id)"
        case .therapist(let id): "There is no therapist \(id)"
        case .room(let id): "There is no room \(id)"
        case .service(let id): "There is no service \(id)"
        case .series(let id): "There is no series \(id)"
        case .session(let id): "There is no session \(id)"
        }
    }
}

extension MovedOn {
    func sentence(naming: Naming) -> String {
        let what = headline.text(in: clinic, naming: naming)
        let verb = isRedo ? "made again" : "taken back"
        guard let since else { return "“\(what)” can't be \(verb): what it changed stands differently now" }
        return """
            “\(what)” can't be \(verb): \(since.coordinator) changed the same on \(since.at.short) \
            (“\(since.title(in: clinic, naming))”)
            """
    }
}

extension Obstacle {
    func words(in clinic: Clinic) -> Title {
        switch self {
        case .noGroup(let service, let at, let nearest):
            guard let first = nearest.first else { return "No \(service) meets near \(at)" }
            var title: Title =
                "No \(service) begins \(at); nearest: \(first.session)"
            for n in nearest.dropFirst() { title.parts += (", \(n.session)" as Title).parts }
            return title
        case .weeklyGroup(let service):
            return "\(service) is a group: enroll the patient in one of its series instead of booking weekly"
        case .noTherapist(let service, let at, let credentials):
            let who = credentials.isEmpty ? "Nobody" : "Nobody with \(credentials.joined(separator: " or "))"
            return "\(who) is free for \(service) \(at); choose another time or name a therapist"
        case .noRoom(let service, let at):
            return "No room is free for \(service) \(at); choose another time or name a room"
        case .seated(let p, let s): return "\(p) is in \(s) already"
        case .notSeated(let p, let s): return "\(p) is not in \(s)"
        case .enrolled(let p, let s): return "\(p) is enrolled in \(s) for these dates already"
        case .notEnrolled(let p, let s): return "\(p) is not enrolled in \(s) then"
        case .notHeld(let session): return Self.notHeld(session, in: clinic)
        case .unplaced(let s): return "\(s) has no weekday and time yet; plan it first"
        case .held(let s): return "\(s) took place and stays as it was"
        case .otherService(let a, let b):
            return "\(a) and \(b) are of different services; choose one of the same"
        case .emptyRange(let from, let until):
            return
                "\(until.short) \(until.year) lies before \(from.short) \(from.year); choose a later last day"
        case .misfits(let misfits):
            var title: Title = "No longer fits: "
            for (n, misfit) in misfits.prefix(3).enumerated() {
                title = n == 0 ? "\(title)\(misfit.words)" : "\(title); \(misfit.words)"
            }
            if misfits.count > 3 { title = "\(title); and \(misfits.count - 3) more" }
            return "\(title). Leave \(misfits.count == 1 ? "it" : "them") out, or ask for a new proposal"
        case .over(let s, let until): return "\(s) ended on \(until.short) \(until.year)"
        case .nothingChanges: return "It stands so already; nothing to change"
        case .notOverridable(let rule):
            return "\(RuleBook.title(of: rule)) (\(rule.rawValue)) can't be overridden"
        case .reasonMissing(let rule): return "Say why \(rule.rawValue) may be overridden"
        }
    }

    /// Which of the reasons it is.
    private static func notHeld(_ session: SessionReference, in clinic: Clinic) -> Title {
        guard case .occurrence(let id, let date) = session,
            let s = clinic.series.first(where: { $0.id == id }), let slot = s.slot
        else { return "\(session) is cancelled" }
        func told(_ date: CivilDate) -> String { "\(date.short) \(date.year)" }
        if s.patternHolds(on: date, calendar: clinic.profile.calendar) {
            return clinic.profile.isClosed(on: date)
                ? "\(id) is not held on \(told(date)): the clinic is closed"
                : "\(id) is cancelled on \(told(date))"
        }
        let why: String
        if date < s.from {
            why = "it begins on \(told(s.from))"
        } else if let until = s.until, until < date {
            why = "it ended on \(told(until))"
        } else if date.weekday != slot.weekday {
            why = "it meets on \(slot.weekday.name)s"
        } else {
            why = "it meets only every \(s.everyWeeks) weeks"
        }
        return "\(id) is not held on \(told(date)): \(why)"
    }
}
