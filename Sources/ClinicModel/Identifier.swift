/// The id of one kind of thing, so that a therapist's id is never taken for a patient's.
///
/// Ids are unique within their kind, never reused and hold no `@` (which joins a series to a date).
package struct Identifier<Kind>: Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
    package var description: String { rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

package typealias LevelOfCareID = Identifier<LevelOfCare>
package typealias PayerID = Identifier<Payer>
package typealias ServiceID = Identifier<Service>
package typealias RoomID = Identifier<Room>
package typealias TherapistID = Identifier<Therapist>
package typealias PatientID = Identifier<Patient>
package typealias SeriesID = Identifier<Series>
package typealias SessionID = Identifier<Session>
package typealias SupportGroupID = Identifier<SupportGroup>
