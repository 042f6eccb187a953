internal import ClinicModel

/// Seats for a patient in the week's sessions of a group service.
struct GroupSearch {
    /// A session, what a seat in it would break and cost.
    struct Seat {
        let trial: Trial
        let broken: RuleSet
    }
    let week: ClinicWeek
    let patient: Int
    let lasting: Bool
    /// In order of time.
    let seats: [Seat]

    /// Nil when the patient or the service is unknown.
    init?(_ request: SuggestionRequest, in week: ClinicWeek) {
        guard let p = week.directory.patients[request.patient],
            let k = week.directory.services[request.service]
        else { return nil }
        self.init(
            p, k, in: week, therapist: request.therapist.flatMap { week.directory.therapists[$0] },
            room: request.room.flatMap { week.directory.rooms[$0] },
            leaving: request.replacing.flatMap { week.placeOfSession[$0] },
            notBefore: request.from.map { $0.minutes - week.origin } ?? .min, lasting: request.lasting)
    }
    init(
        _ p: Int, _ service: Int, in week: ClinicWeek, therapist: Int?, room: Int?, leaving: Int?,
        notBefore: Int, lasting: Bool
    ) {
        self.week = week
        patient = p
        self.lasting = lasting
        seats = week.sittings.filter { s in
            s.service == service && s.start >= notBefore && !week.rosters[s.place].patients.contains(p)
                && therapist.map { week.rosters[s.place].therapists.contains($0) } ?? true
                && room.map { s.takenRoom == $0 } ?? true
        }.map { s in
            let trial = week.seat(p, in: s.place, leaving: leaving)
            return Seat(trial: trial, broken: week.newlyBroken(trial))
        }
    }

    /// The cheapest seats that break nothing but what is relaxed; of equal ones the emptiest session first.
    func best(_ count: Int, relaxing relaxed: RuleSet) -> [(seat: Seat, cost: Int)] {
        seats.filter { relaxed.isSuperset(of: $0.broken) }
            .map { ($0, week.costOfSeat(patient, $0.trial, lasting: lasting)) }
            .sorted { a, b in
                (a.1, left(b.0), a.0.trial.sitting.start, a.0.trial.sitting.place)
                    < (b.1, left(a.0), b.0.trial.sitting.start, b.0.trial.sitting.place)
            }
            .prefix(count).map { $0 }
    }
    /// Seats free before this one is taken.
    func left(_ seat: Seat) -> Int {
        let s = seat.trial.sitting
        return week.seats(service: s.service, room: s.takenRoom) - seat.trial.roster.patients.count + 1
    }
}
