internal import ArgumentParser
internal import ClinicModel
internal import Interchange
internal import SchedulingEngine

struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a patient has no place for a service, or what places there are.",
        discussion: """
            It counts the starts (of a group service its sessions) that each rule takes away, names the smallest \
            set of rules that leaves none between them, the least negotiable ones where there is a choice, what \
            giving up one thing would open, and whose sessions are in the way. "Impossible" is said only where \
            it is proved. Of this week what is still to come counts, of any other and of a document (--document) \
            all of it. Exit status 1 when nothing fits.

            As JSON: patient, service, week; wanted, have, missing (sessions of the plan, null where it asks for \
            none); starts looked at, fitting of them, best (as suggest prints it); counts (rule, starts); \
            conflict (rules), impossible; relaxations (rule, therapist or room; opens); blockers (date, start, \
            therapists, room, session; sessions that would have to move, full, sentence); unmet (sessions, \
            forced, reason); shortages of the service this week that the patient has part in (needed, there, \
            in seats or minutes, sentence); reason.

            Examples:
              vesper why --patient moreno --service individual
              vesper why --patient p7 --service process --week "next mon" --json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("For whom.", valueName: "patient"))
    var patient: String
    @Option(help: ArgumentHelp("What.", valueName: "service"))
    var service: String
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let reception = try source.reception()
        let names = reception.names
        let week = ClinicWeek(reception.clinic, week: try names.week(week))
        let request = SuggestionRequest(
            patient: try names.patient(patient), service: try names.service(service),
            from: reception.firstToPlan(in: week.week))
        guard let why = week.why(request) else {
            throw Failure(.usage, "there is no such patient or service in this week")
        }
        let answer = Answer(
            why: why, week: week,
            unmet: UnmetNeed.list(of: request.patient, in: week, from: request.from).filter {
                $0.service == request.service
            },
            shortages: week.shortages(of: request.service, from: request.from).filter {
                $0.patients.contains(request.patient)
            })
        try output.print(answer.json, answer.lines)
        if why.fitting == 0 { throw Failure.found }
    }
}

/// What is said of a patient's places for a service.
private struct Answer {
    let why: Explanation
    let week: ClinicWeek
    let unmet: [UnmetNeed]
    let shortages: [Shortage]

    func lines(_ paint: Paint) -> [String] {
        let head = "\(week.name(of: why.request.service)) for \(week.name(of: why.request.patient, .names)), "
        let said = head + "week of \(week.week): " + why.sentence(in: week)
        var out = [why.fitting > 0 ? paint.good(said) : paint.bad(said), why.standing]
        if let best = why.found.places.first {
            out.append("best: " + best.fields(in: week).joined(separator: "  "))
        }
        if why.fitting == 0 {
            out += unmet.map {
                "\($0.sessions) missing, \($0.sentence(in: week, naming: .names))"
            }
        }
        out += why.found.takenAway
        if !why.conflict.isEmpty {
            let rules = why.conflict.map { RuleBook.title(of: $0) }
            out.append("smallest conflict: " + rules.joined(separator: ", "))
        }
        out += why.found.wouldOpen(in: week, naming: .names)
        // Where the rest of the plan would have to give way, one place is no help.
        if !unmet.contains(where: \.isForced) {
            out += why.occupied.map { $0.sentence(in: week, naming: .names) }
        }
        return out + shortages.map { "short this week: " + $0.sentence(in: week, naming: .names) }
    }

    var json: JSONText {
        let request = why.request
        return JSONText([
            ("patient", .id(request.patient)), ("service", .id(request.service)),
            ("week", .string(week.week.description)),
            ("wanted", number(why.need?.wanted)), ("have", number(why.need?.have)),
            ("missing", number(why.need?.missing)),
            ("starts", .integer(why.found.startsTried)), ("fitting", .integer(why.fitting)),
            ("best", why.found.places.first.map { $0.json(in: week) } ?? .null),
            (
                "counts",
                .array(
                    why.found.counts.map {
                        .object([("rule", .string($0.rule.rawValue)), ("starts", .integer($0.count))])
                    })
            ),
            ("conflict", .strings(why.conflict.map(\.rawValue))), ("impossible", .bool(why.isImpossible)),
            ("relaxations", .array(why.found.relaxations.map { json($0) })),
            ("blockers", .array(why.occupied.map { json($0) })),
            (
                "unmet",
                .array(
                    unmet.map {
                        .object([
                            ("sessions", .integer($0.sessions)), ("forced", .bool($0.isForced)),
                            ("reason", .string($0.sentence(in: week, naming: .names))),
                        ])
                    })
            ),
            (
                "shortages",
                .array(
                    shortages.map {
                        .object([
                            ("needed", .integer($0.needed)), ("there", .integer($0.there)),
                            ("sentence", .string($0.sentence(in: week, naming: .names))),
                        ])
                    })
            ),
            ("reason", .string(why.sentence(in: week))),
        ])
    }
    private func number(_ n: Int?) -> JSONValue { n.map { .integer($0) } ?? .null }
    private func json(_ r: Relaxation) -> JSONValue {
        let what: (String, JSONValue) =
            switch r.what {
            case .rule(let rule): ("rule", .string(rule.rawValue))
            case .therapist(let t): ("therapist", .id(t))
            case .room(let room): ("room", .id(room))
            }
        return .object([what, ("opens", .integer(r.opens))])
    }
    private func json(_ place: OccupiedPlace) -> JSONValue {
        let p = place.placement
        return .object([
            ("date", .string(p.date.description)), ("start", .string(p.start.description)),
            ("therapists", .ids(p.therapists)), ("room", .id(p.room)),
            ("session", .text(place.occurrence?.description)),
            ("sessions", .strings(place.sessions.map(\.description))), ("full", .bool(place.isFull)),
            ("sentence", .string(place.sentence(in: week, naming: .names))),
        ])
    }
}
