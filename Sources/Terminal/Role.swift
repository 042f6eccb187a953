/// What a cell is for. Themes give each role its colours and marks; drawings know no colour.
///
/// A role that a theme leaves out takes what its name without the last part has: `event.group.full` falls
/// back to `event.group`, `event`, and at the end `base`.
package enum Role: UInt8, CaseIterable, Sendable {
    // Text
    case base, dim, strong, heading
    // Title bar and hint bar
    case bar, barDim, barAlert, barWarning, barGood
    case hint, hintKey, hintDisabled
    // Axes and days
    case axis, axisHour, axisNow
    case day, dayHeader, dayHeaderToday, dayToday, dayCount
    case closed, grid
    // Sessions by component
    case event
    case eventGroup, eventGroupFull, eventGroupUnder, eventGroupConflict, eventGroupGhost
    case eventIndividual, eventIndividualFull, eventIndividualUnder, eventIndividualConflict
    case eventIndividualGhost
    case eventEducation, eventEducationFull, eventEducationUnder, eventEducationConflict, eventEducationGhost
    case eventFamily, eventFamilyFull, eventFamilyUnder, eventFamilyConflict, eventFamilyGhost
    case eventHolistic, eventHolisticFull, eventHolisticUnder, eventHolisticConflict, eventHolisticGhost
    case eventAssessment, eventAssessmentFull, eventAssessmentUnder, eventAssessmentConflict
    case eventAssessmentGhost
    case eventOther, eventOtherFull, eventOtherUnder, eventOtherConflict, eventOtherGhost
    // Where the keys are
    case selection, selectionDim, selectionAlert
    case cursor, cursorFree
    // A person's week
    case work, commute, unavailable, family, support, prefers, timeoff, notes
    /// Words on such shading.
    case label
    // News
    case alert, warning, good, info, link
    // Places: suggested, fitting, clashing, how much of a cell's hours is left
    case letter, fits, fitsWarning, clash
    case heat, heat0, heat1, heat2, heat3
    // Inspector
    case roster, rosterHours, rosterUnder, rosterConflict
    case progress, progressRest, progressFull
    // Fields, lists and windows
    case input, inputCursor, inputPlaceholder
    case match
    case popup, popupBorder, popupTitle, popupDim, popupSelection, popupDisabled
    case toast, toastError

    /// The dotted name themes use: the case's name cut before each capital and digit, `event.group.full`.
    package var name: String { Self.names[Int(rawValue)] }

    package init?(name: String) {
        guard let role = Self.byName[name] else { return nil }
        self = role
    }

    /// What a theme that leaves this role out uses instead; nil for `base`.
    package var fallback: Role? {
        guard self != .base else { return nil }
        var name = name[...]
        while let dot = name.lastIndex(of: ".") {
            name = name[..<dot]
            if let role = Self.byName[String(name)] { return role }
        }
        return .base
    }

    /// The roles a name means; `*` stands for any one part (`event.*.full`).
    package static func matching(_ name: String) -> [Role] {
        guard name.contains("*") else { return Role(name: name).map { [$0] } ?? [] }
        let wanted = name.split(separator: ".", omittingEmptySubsequences: false)
        return allCases.filter { role in
            let parts = role.name.split(separator: ".")
            return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
        }
    }

    private static let names: [String] = allCases.map { role in
        var name = ""
        for c in "\(role)" {
            if c.isUppercase || c.isNumber { name += "." }
            name += c.lowercased()
        }
        return name
    }
    private static let byName: [String: Role] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// The component a service belongs to, as far as a drawing cares, with its roles.
package enum EventKind: UInt8, CaseIterable, Sendable {
    case group, individual, education, family, holistic, assessment, other

    package enum Standing: UInt8, Sendable { case plain, full, under, conflict, ghost }

    /// `event.family.conflict` and the like.
    package func role(_ standing: Standing = .plain) -> Role {
        Role(rawValue: Role.eventGroup.rawValue + rawValue * 5 + standing.rawValue) ?? .event
    }
}
