internal import ClinicModel

/// Asks one space again and again with other rules dropped. A rule is the patient's, the therapists' or the
/// rooms', so that only the third it belongs to is worked out anew.
struct SoloQuestions {
    private static let ofTherapist = RuleSet([
        .credential, .therapistHours, .therapistMaximum, .therapistOverlap,
    ])
    private static let ofRoom = RuleSet([.roomFeature, .capacity, .roomClosed, .roomOverlap])

    private let space: SoloSpace
    private var staffed: [(relaxed: RuleSet, starts: WeekMask)] = []
    private var housed: [(relaxed: RuleSet, starts: WeekMask)] = []

    init(_ space: SoloSpace) { self.space = space }

    /// Starts at which a place fits; the place where the session stands now counts as one.
    mutating func fitting(relaxing relaxed: RuleSet) -> WeekMask {
        var out = space.possible(relaxing: relaxed)
        out.formIntersection(
            Self.known(relaxed.intersection(Self.ofTherapist), &staffed) {
                space.staffed(space.leading(relaxing: $0))
            })
        out.formIntersection(
            Self.known(relaxed.intersection(Self.ofRoom), &housed) {
                SoloSpace.any(space.housing(relaxing: $0))
            })
        return out
    }
    private static func known(
        _ relaxed: RuleSet, _ answers: inout [(relaxed: RuleSet, starts: WeekMask)],
        _ find: (RuleSet) -> WeekMask
    ) -> WeekMask {
        if let i = answers.firstIndex(where: { $0.relaxed == relaxed }) { return answers[i].starts }
        let starts = find(relaxed)
        answers.append((relaxed, starts))
        return starts
    }
}
