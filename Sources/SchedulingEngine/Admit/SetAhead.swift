internal import ClinicModel

/// What becomes of a set in the weeks after: dates on which one of its places does not hold by itself, and
/// what its places come to together.
struct SetAhead {
    private let options: PlaceOptions
    /// Rules about a patient's own sessions alone: nobody else has to be in the clinic to judge them.
    private static let own: [any Rule.Type] = [
        PatientOverlap.self, OnePerDay.self, WeeklyMaximum.self, AuthorizationRule.self,
    ]

    /// The clinic of this patient alone, and what it breaks by itself in each of the weeks.
    private let alone: Clinic
    private let standing: [[Violation]]

    init(_ options: PlaceOptions) {
        self.options = options
        var clinic = options.week.clinic
        let who = clinic.patients[options.patient]
        clinic.therapists = []
        clinic.rooms = []
        clinic.patients = [who]
        clinic.overrides = []
        clinic.attendance = clinic.attendance.filter { $0.patient == who.id }
        clinic.series = clinic.series.filter { s in s.enrollments.contains { $0.patient == who.id } }
        for i in clinic.series.indices { clinic.series[i].enrollments.removeAll { $0.patient != who.id } }
        clinic.sessions = clinic.sessions.filter { $0.patients.contains(who.id) }
        alone = clinic
        standing = options.ahead.weeks.map { Self.judge(clinic, $0.week) }
    }
    private static func judge(_ clinic: Clinic, _ date: CivilDate) -> [Violation] {
        let week = ClinicWeek(CompiledWeek(clinic, week: date))
        var found = Findings(withReasons: true)
        for rule in own { rule.judge(.wholeWeek, in: week, &found) }
        return found.violations
    }
    private var week: ClinicWeek { options.week }
    private var patient: Patient { week.clinic.patients[options.patient] }

    /// Leaves out dates on which two places of the set meet, and tells every date that is not as the week is.
    func settle(_ booking: inout AdmissionBooking) -> [LaterException] {
        var meeting: [LaterException] = []
        // Each turn leaves a date out, so that there is an end to it.
        var violations = broken(booking)
        while let found = firstMeeting(booking, violations) {
            booking.leaveOut(found.date, of: found.place)
            meeting.append(found)
            violations = broken(booking)
        }
        var out = meeting + sums(booking, violations) + planEnds(booking)
        for (n, b) in booking.bookings.enumerated() {
            for d in b.dates {
                for what in d.exceptions {
                    out.append(
                        LaterException(
                            place: n, service: b.placement.service, date: d.date, what: what,
                            isLeftOut: d.isBarred))
                }
            }
        }
        return out.enumerated().sorted {
            ($0.element.date, $0.element.place, $0.offset) < ($1.element.date, $1.element.place, $1.offset)
        }.map(\.element)
    }

    /// What the set newly breaks of the patient's own rules, week by week.
    private func broken(_ booking: AdmissionBooking) -> [Violation] {
        var clinic = alone
        for b in booking.bookings where b.option.seat >= 0 {
            switch b.reference {
            case .occurrence:
                var series = week.clinic.series[week.sittings[b.option.seat].series]
                if clinic.series.contains(where: { $0.id == series.id }) { continue }
                series.enrollments = []
                clinic.series.append(series)
            case .single(let id): clinic.sessions += week.clinic.sessions.filter { $0.id == id }
            }
        }
        do { try clinic.apply(booking.changes) } catch {
            preconditionFailure("a set fits the clinic that it was found for: \(error)")
        }
        return standing.indices.flatMap { k in
            let now = Self.judge(clinic, options.ahead.weeks[k].week)
            return now.isEmpty ? [] : RuleBook.new(now, since: standing[k])
        }
    }
    /// The first date on which two places meet: of the two the one later in the set stays away.
    private func firstMeeting(_ booking: AdmissionBooking, _ violations: [Violation]) -> LaterException? {
        for v in violations where v.rule == .patientOverlap {
            let places = booking.bookings.indices.filter { n in
                v.held.contains { isOf(booking.bookings[n], $0.reference) }
            }
            guard let n = places.last, let date = date(of: booking.bookings[n], in: v) else { continue }
            return LaterException(
                place: n, service: booking.bookings[n].placement.service, date: date, what: .broken(v),
                isLeftOut: true)
        }
        return nil
    }
    private func isOf(_ b: AdmissionBooking.Booked, _ reference: SessionReference) -> Bool {
        reference == b.reference || reference.series != nil && reference.series == b.reference.series
    }
    private func date(of b: AdmissionBooking.Booked, in v: Violation) -> CivilDate? {
        for held in v.held {
            if case .occurrence(let id, let date) = held.reference, id == b.reference.series,
                !b.leftOut.contains(date)
            {
                return date
            }
        }
        return nil
    }

    /// Authorizations and weekly hours that run out, and second sessions of a day: told at the first date.
    private func sums(_ booking: AdmissionBooking, _ violations: [Violation]) -> [LaterException] {
        var out: [LaterException] = []
        var told: Set<String> = []
        for v in violations where v.rule != .patientOverlap {
            let place = booking.bookings.indices.first { n in
                v.held.contains { isOf(booking.bookings[n], $0.reference) }
            }
            guard let place, told.insert("\(v.rule.rawValue) \(v.ordinal) \(v.limit == nil)").inserted
            else { continue }
            let first = v.held.first { isOf(booking.bookings[place], $0.reference) }
            out.append(
                LaterException(
                    place: place, service: booking.bookings[place].placement.service,
                    date: first?.begins.date ?? v.moment.date, what: .broken(v)))
        }
        return out
    }

    /// Where a planned step changes the plan so that it asks for less of a place's service.
    private func planEnds(_ booking: AdmissionBooking) -> [LaterException] {
        func wanted(_ plan: CarePlan?, _ service: ServiceID) -> Int {
            plan?.needs.first { $0.service == service }?.count ?? 0
        }
        let now = patient.stage(inWeek: week.week).plan
        var out: [LaterException] = []
        var told: Set<ServiceID> = []
        for w in options.ahead.weeks {
            let then = patient.stage(inWeek: w.week).plan
            for (n, b) in booking.bookings.enumerated()
            where wanted(then, b.placement.service) < wanted(now, b.placement.service) {
                if told.insert(b.placement.service).inserted {
                    out.append(
                        LaterException(
                            place: n, service: b.placement.service, date: w.week, what: .planEnds))
                }
            }
        }
        return out
    }
}
