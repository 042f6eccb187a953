internal import ClinicModel
internal import Foundation

/// What the present moment is at a clinic. The only place that asks.
enum Clock {
    /// What is wrong with a clinic's time zone, and what to do.
    static func problem(with timeZone: String) -> String? {
        guard TimeZone(identifier: timeZone) == nil else { return nil }
        return
            "the time zone \"\(timeZone)\" is not known here, this machine's is used; give the document an IANA "
            + "name such as America/New_York, or install tzdata"
    }
    /// Now in the clinic's time zone, to be asked again and again; what `VESPER_NOW` says stays as it is.
    static func running(in timeZone: String) throws(Failure) -> @Sendable () -> CivilMoment {
        if let text = Environment["VESPER_NOW"] {
            let parts = text.split { $0 == " " || $0 == "T" }
            guard parts.count == 2, let date = CivilDate(parts[0]),
                let time = TimeOfDay(parts[1].prefix(5)), time < .endOfDay
            else {
                throw Failure(
                    .usage, "VESPER_NOW is \"\(text)\"; a moment like \"2026-11-24 14:02\" is wanted")
            }
            let moment = CivilMoment(date, time)
            return { moment }
        }
        // Of a zone that this system does not know, its own is the best guess; `doctor` tells.
        let zone = TimeZone(identifier: timeZone) ?? .current
        return {
            let instant = Date()
            let seconds =
                Int(instant.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: instant)
            return CivilMoment(minutes: seconds >= 0 ? seconds / 60 : (seconds - 59) / 60)
        }
    }
}

/// The process's environment; what is empty counts as not set.
enum Environment {
    static subscript(name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }
}
