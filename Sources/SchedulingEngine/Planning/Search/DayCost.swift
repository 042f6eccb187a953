/// What the shape of one person's day costs. Spaces of the search bring their own; it is asked by its type, so
/// that the compiler makes it part of the loop.
package protocol DayCost<Day> {
    /// A day as the space keeps it.
    associatedtype Day
    /// Points of the day.
    func points(of day: Day) -> Int
}
