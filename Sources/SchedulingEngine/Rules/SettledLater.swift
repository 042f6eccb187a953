package import ClinicModel

extension RuleName {
    /// In the first week that a series changes in, every broken rule stands in the way. In those after, these
    /// do not: they come of what is known today of later weeks (leave, a shift, an authorization to be
    /// renewed, one evening moved), and a standing hour is not kept from anybody because of a holiday in a
    /// month. Two sessions in one place, a full group and who may not meet always stand in the way.
    package var isSettledLater: Bool {
        switch self {
        case .patientWork, .patientUnavailable, .familyUnavailable, .therapistHours, .clinicHours,
            .credential, .roomClosed, .authorization, .weeklyMaximum, .therapistMaximum, .onePerDay, .active:
            true
        default: false
        }
    }
}
