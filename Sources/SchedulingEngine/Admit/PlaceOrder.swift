/// What makes one place, and one set, better than another, as a single number: an aim's own measure first, then
/// the points of the week score, then dates of later weeks that do not hold, then how much others would want
/// the places. Each has room for what a week can come to without touching the next.
struct PlaceOrder: Equatable {
    /// How the places of a day are arranged; some aims differ only in which days they take.
    enum Arrangement: Equatable { case score, therapist, wishes, waiting, exceptions }

    static let demand = 1
    static let exception = 1 << 16
    static let point = 1 << 24
    static let aim = 1 << 44

    let arrangement: Arrangement

    /// A place by itself.
    func cost(_ o: PlaceOption) -> Int {
        let own = o.points * Self.point + o.exceptions * Self.exception + o.demand * Self.demand
        return switch arrangement {
        case .score, .waiting: own
        case .therapist: own + o.strangeness * Self.aim
        case .wishes: own + (o.isOutsideWishes ? Self.aim : 0)
        case .exceptions: own + o.exceptions * Self.aim
        }
    }
    /// Minutes of waiting on a day.
    func cost(waiting minutes: Int) -> Int {
        minutes / Points.idleMinutes * Self.point + (arrangement == .waiting ? minutes * Self.aim : 0)
    }
}
