internal import ClinicModel

/// Adds points up, and notes where they come from when that is asked for.
struct Tally {
    private(set) var score = WeekScore()
    private let withPoints: Bool

    init(withPoints: Bool) { self.withPoints = withPoints }

    mutating func add(
        _ term: ScoreTerm, _ who: @autoclosure () -> WeekScore.Point.Who, _ points: Int,
        _ note: @autoclosure () -> String
    ) {
        if points == 0 { return }
        score[term] += points
        if withPoints {
            score.points.append(WeekScore.Point(term: term, who: who(), points: points, note: note()))
        }
    }
    mutating func addUnmet(_ sessions: Int) { score.unmetSessions += sessions }
}
