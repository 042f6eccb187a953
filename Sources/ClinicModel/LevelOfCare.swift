/// A level of care and the hours it asks for: data with a source, since states and payers differ.
package struct LevelOfCare: Hashable, Sendable, Codable {
    package var id: LevelOfCareID
    package var name: String
    /// Least and most bundled minutes of a week.
    package var weeklyMinutes: ClosedRange<Int>
    package var adolescentWeeklyMinutes: ClosedRange<Int>?
    /// Days of a week with programme, 0…7.
    package var minimumDays: Int
    package var source: String?
    package var effective: CivilDate?

    package init(
        id: LevelOfCareID, name: String, weeklyMinutes: ClosedRange<Int>,
        adolescentWeeklyMinutes: ClosedRange<Int>? = nil, minimumDays: Int = 0, source: String? = nil,
        effective: CivilDate? = nil
    ) {
        self.id = id
        self.name = name
        self.weeklyMinutes = weeklyMinutes
        self.adolescentWeeklyMinutes = adolescentWeeklyMinutes
        self.minimumDays = minimumDays
        self.source = source
        self.effective = effective
    }
    /// Least and most bundled minutes of a week for somebody of that age.
    package func weeklyMinutes(for ageBand: AgeBand) -> ClosedRange<Int> {
        ageBand == .adolescent ? adolescentWeeklyMinutes ?? weeklyMinutes : weeklyMinutes
    }
}

package enum AgeBand: String, CaseIterable, Hashable, Sendable, Codable { case adult, adolescent }

/// What a patient pays of each day or session.
package struct Copay: Hashable, Sendable, Codable {
    package enum Unit: String, CaseIterable, Hashable, Sendable, Codable { case day, session }
    package var unit: Unit
    package var cents: Int
    package init(unit: Unit, cents: Int) {
        self.unit = unit
        self.cents = cents
    }
}

package struct Payer: Hashable, Sendable, Codable {
    package var id: PayerID
    package var name: String
    /// A bundled day shorter than this is not paid.
    package var minimumDayMinutes: Int
    package var copay: Copay?
    package init(id: PayerID, name: String, minimumDayMinutes: Int, copay: Copay? = nil) {
        self.id = id
        self.name = name
        self.minimumDayMinutes = minimumDayMinutes
        self.copay = copay
    }
}
