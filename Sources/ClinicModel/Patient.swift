/// Units a payer has approved, for which services and when.
package struct Authorization: Hashable, Sendable, Codable {
    package enum Unit: String, CaseIterable, Hashable, Sendable, Codable { case day, session, minute }
    package var number: String
    package var unit: Unit
    package var services: [ServiceID]
    package var granted: Int
    package var from: CivilDate
    package var to: CivilDate
    package var nextReview: CivilDate?
    package init(
        number: String, unit: Unit, services: [ServiceID], granted: Int, from: CivilDate, to: CivilDate,
        nextReview: CivilDate? = nil
    ) {
        self.number = number
        self.unit = unit
        self.services = services
        self.granted = granted
        self.from = from
        self.to = to
        self.nextReview = nextReview
    }
    package func covers(_ date: CivilDate) -> Bool { from <= date && date <= to }
}

/// So many sessions of a service in each week it is due.
package struct Need: Hashable, Sendable, Codable {
    package var service: ServiceID
    package var count: Int
    package var everyWeeks: Int
    package var starting: CivilDate?
    package init(service: ServiceID, count: Int, everyWeeks: Int = 1, starting: CivilDate? = nil) {
        self.service = service
        self.count = count
        self.everyWeeks = everyWeeks
        self.starting = starting
    }
}

package struct Goal: Hashable, Sendable, Codable {
    package enum Status: String, CaseIterable, Hashable, Sendable, Codable { case open, met, dropped }
    package var text: Confidential
    package var status: Status
    package var by: CivilDate?
    package init(text: Confidential, status: Status = .open, by: CivilDate? = nil) {
        self.text = text
        self.status = status
        self.by = by
    }
}

/// What a patient is to receive each week, and toward what.
package struct CarePlan: Hashable, Sendable, Codable {
    package var needs: [Need]
    package var goals: [Goal]
    package var nextReview: CivilDate?
    package init(needs: [Need] = [], goals: [Goal] = [], nextReview: CivilDate? = nil) {
        self.needs = needs
        self.goals = goals
        self.nextReview = nextReview
    }
}

/// A planned change of level of care and plan, from a date on.
package struct StepOfCare: Hashable, Sendable, Codable {
    package var from: CivilDate
    package var levelOfCare: LevelOfCareID?
    package var plan: CarePlan?
    package var reason: Confidential?
    package init(
        from: CivilDate, levelOfCare: LevelOfCareID? = nil, plan: CarePlan? = nil, reason: Confidential? = nil
    ) {
        self.from = from
        self.levelOfCare = levelOfCare
        self.plan = plan
        self.reason = reason
    }
}

package struct FamilyMember: Hashable, Sendable, Codable {
    package var name: Confidential
    package var relation: String?
    package var phone: Confidential?
    package var unavailable: [UnavailableTime]
    package init(
        name: Confidential, relation: String? = nil, phone: Confidential? = nil,
        unavailable: [UnavailableTime] = []
    ) {
        self.name = name
        self.relation = relation
        self.phone = phone
        self.unavailable = unavailable
    }
}

package struct Patient: Hashable, Sendable, Codable {
    package var id: PatientID
    package var name: Confidential
    package var birthYear: Int?
    package var gender: String?
    package var languages: [String]
    package var levelOfCare: LevelOfCareID?
    package var ageBand: AgeBand
    package var payer: PayerID?
    /// A sliding-scale amount; nil: the payer's.
    package var copay: Copay?
    package var phone: Confidential?
    package var referredFrom: String?
    /// What the patient chose; empty: any.
    package var approaches: [String]
    package var admitted: CivilDate
    package var discharged: CivilDate?
    package var work: [WeeklyWindow]
    /// Kept free before and after work when a session is in person.
    package var commuteMinutes: Int
    package var unavailable: [UnavailableTime]
    package var prefers: [WeeklyWindow]
    package var plan: CarePlan?
    package var steps: [StepOfCare]
    package var family: [FamilyMember]
    package var supportGroups: [SupportGroupID]
    package var primaryTherapist: TherapistID?
    package var careTeam: [TherapistID]
    package var noContact: [PatientID]
    package var authorizations: [Authorization]

    package init(
        id: PatientID, name: Confidential, birthYear: Int? = nil, gender: String? = nil,
        languages: [String] = [], levelOfCare: LevelOfCareID? = nil, ageBand: AgeBand = .adult,
        payer: PayerID? = nil, copay: Copay? = nil, phone: Confidential? = nil, referredFrom: String? = nil,
        approaches: [String] = [], admitted: CivilDate, discharged: CivilDate? = nil,
        work: [WeeklyWindow] = [],
        commuteMinutes: Int = 0, unavailable: [UnavailableTime] = [], prefers: [WeeklyWindow] = [],
        plan: CarePlan? = nil, steps: [StepOfCare] = [], family: [FamilyMember] = [],
        supportGroups: [SupportGroupID] = [], primaryTherapist: TherapistID? = nil,
        careTeam: [TherapistID] = [], noContact: [PatientID] = [], authorizations: [Authorization] = []
    ) {
        self.id = id
        self.name = name
        self.birthYear = birthYear
        self.gender = gender
        self.languages = languages
        self.levelOfCare = levelOfCare
        self.ageBand = ageBand
        self.payer = payer
        self.copay = copay
        self.phone = phone
        self.referredFrom = referredFrom
        self.approaches = approaches
        self.admitted = admitted
        self.discharged = discharged
        self.work = work
        self.commuteMinutes = commuteMinutes
        self.unavailable = unavailable
        self.prefers = prefers
        self.plan = plan
        self.steps = steps
        self.family = family
        self.supportGroups = supportGroups
        self.primaryTherapist = primaryTherapist
        self.careTeam = careTeam
        self.noContact = noContact
        self.authorizations = authorizations
    }

    package func isActive(on date: CivilDate) -> Bool {
        admitted <= date && (discharged.map { date <= $0 } ?? true)
    }
    /// Active on one of the seven days from `week` on.
    package func isActive(inWeek week: CivilDate) -> Bool {
        admitted <= week + 6 && (discharged.map { week <= $0 } ?? true)
    }
    /// The level of care and the plan in the week that begins on `week`: those of the latest step from that
    /// day or before, without one the patient's own.
    package func stage(inWeek week: CivilDate) -> (levelOfCare: LevelOfCareID?, plan: CarePlan?) {
        if let step = steps.last(where: { $0.from <= week }) { return (step.levelOfCare, step.plan) }
        return (levelOfCare, plan)
    }
}
