package import ClinicModel

/// A patient's times of one week, as bits.
package struct PatientMasks: Equatable, Sendable {
    package var work = WeekMask()
    /// Kept free before and after work for the way, work itself left out.
    package var commute = WeekMask()
    /// Support groups included.
    package var unavailable = WeekMask()
    package var family = WeekMask()
    /// Nil: no wish.
    package var prefers: WeekMask?
    /// In a session.
    package var busy = WeekMask()
    package init() {}
}

/// A stretch of a patient's week that a drawing names.
package struct LabelledTime: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case work, commute, unavailable, supportGroup, family, prefers }
    /// Minutes since 1970-01-01 00:00, cut to the week.
    package var interval: Interval
    package var kind: Kind
    package var label: Confidential?
    package init(interval: Interval, kind: Kind, label: Confidential?) {
        self.interval = interval
        self.kind = kind
        self.label = label
    }
}
