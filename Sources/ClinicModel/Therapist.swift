package struct License: Hashable, Sendable, Codable {
    /// One of the therapist's credentials.
    package var credential: String
    package var number: String?
    /// The last day it runs.
    package var expires: CivilDate
    package init(credential: String, number: String? = nil, expires: CivilDate) {
        self.credential = credential
        self.number = number
        self.expires = expires
    }
}

package struct Therapist: Hashable, Sendable, Codable {
    package var id: TherapistID
    package var name: Confidential
    package var credentials: [String]
    package var gender: String?
    package var hours: [WeeklyWindow]
    package var timeOff: [Absence]
    /// Session minutes of a week, note time not counted; nil: no limit.
    package var maximumWeeklyMinutes: Int?
    package var phone: Confidential?
    package var licenses: [License]

    package init(
        id: TherapistID, name: Confidential, credentials: [String] = [], gender: String? = nil,
        hours: [WeeklyWindow] = [], timeOff: [Absence] = [], maximumWeeklyMinutes: Int? = nil,
        phone: Confidential? = nil, licenses: [License] = []
    ) {
        self.id = id
        self.name = name
        self.credentials = credentials
        self.gender = gender
        self.hours = hours
        self.timeOff = timeOff
        self.maximumWeeklyMinutes = maximumWeeklyMinutes
        self.phone = phone
        self.licenses = licenses
    }

    /// Whether the credential holds on a date: no license for it is listed, or one that is runs to that date
    /// or later.
    package func holds(_ credential: String, on date: CivilDate) -> Bool {
        guard credentials.contains(credential) else { return false }
        let listed = licenses.filter { $0.credential == credential }
        return listed.isEmpty || listed.contains { date <= $0.expires }
    }
}
