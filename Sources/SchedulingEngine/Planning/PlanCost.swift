/// Points of the week score that a plan can change; their text is the clinic document's.
enum PlanCost {
    static let unmetPerMinute = 4
    static let shortDay = 30
    static let missingDay = 40
    static let travelDay = 8
    static let preference = 3
    static let underfilled = 60
    static let later = 6
    /// Bits of idle time that make a point: a quarter of an hour.
    static let idleBits = 3
}
