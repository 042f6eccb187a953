package import ClinicModel

/// How a patient stands in one week: hours and days against the level of care, sessions against the plan,
/// units against authorizations.
package struct PatientWeek: Hashable, Sendable {
    package struct Need: Hashable, Sendable {
        package var service: ServiceID
        package var wanted: Int
        package var have: Int
        package var missing: Int { max(0, wanted - have) }
        package init(service: ServiceID, wanted: Int, have: Int) {
            self.service = service
            self.wanted = wanted
            self.have = have
        }
    }
    package struct Authorized: Hashable, Sendable {
        package var number: String
        package var unit: Authorization.Unit
        package var services: [ServiceID]
        /// Units used from its first day to the end of the week.
        package var used: Int
        package var granted: Int
        package var from: CivilDate
        package var to: CivilDate
        package init(
            number: String, unit: Authorization.Unit, services: [ServiceID], used: Int, granted: Int,
            from: CivilDate, to: CivilDate
        ) {
            self.number = number
            self.unit = unit
            self.services = services
            self.used = used
            self.granted = granted
            self.from = from
            self.to = to
        }
    }
    /// Active on one of the week's days.
    package var isActive = false
    /// Minutes in bundled services.
    package var bundledMinutes = 0
    /// Bundled minutes that the needs due in the week add up to.
    package var plannedMinutes = 0
    /// Of the level of care, for the patient's age; nil without a level.
    package var leastMinutes: Int?
    package var mostMinutes: Int?
    /// Days whose bundled minutes the payer pays for.
    package var days = 0
    package var minimumDays = 0
    /// Days with at least one session in person.
    package var trips = 0
    /// The needs due in the week, in the plan's order.
    package var needs: [Need] = []
    /// Those that run on one of the week's days.
    package var authorizations: [Authorized] = []

    package init() {}

    /// Bundled minutes below the least of the level of care.
    package var isUnderHours: Bool { isActive && leastMinutes.map { bundledMinutes < $0 } ?? false }
    /// A need of the week unmet.
    package var isShortOfPlan: Bool { isActive && needs.contains { $0.missing > 0 } }
    /// Fewer paid days than the level of care asks for.
    package var isShortOfDays: Bool { isActive && days < minimumDays }
}
