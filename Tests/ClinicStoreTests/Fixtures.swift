import ClinicModel
import ClinicStore
import Foundation
import Interchange

/// An invented clinic of `Tests/Fixtures`.
func fixture(_ name: String) throws -> Clinic {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/\(name).json")
    return try ClinicDocument.read(Array(try Data(contentsOf: file)))
}

/// Names of the lists in which two clinics differ; short enough to print.
func differences(_ a: Clinic, _ b: Clinic) -> [String] {
    var out: [String] = []
    func compare<T: Equatable>(_ name: String, _ a: T, _ b: T) { if a != b { out.append(name) } }
    compare("profile", a.profile, b.profile)
    compare("levelsOfCare", a.levelsOfCare, b.levelsOfCare)
    compare("payers", a.payers, b.payers)
    compare("services", a.services, b.services)
    compare("rooms", a.rooms, b.rooms)
    compare("therapists", a.therapists, b.therapists)
    compare("patients", a.patients, b.patients)
    compare("series", a.series, b.series)
    compare("sessions", a.sessions, b.sessions)
    compare("attendance", a.attendance, b.attendance)
    compare("waitlist", a.waitlist, b.waitlist)
    compare("supportGroups", a.supportGroups, b.supportGroups)
    compare("overrides", a.overrides, b.overrides)
    return out
}

/// A folder that goes when the test is over.
final class Folder {
    let path: String
    init() throws {
        path = NSTemporaryDirectory() + "vesper-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String = "clinic.sqlite") -> String { "\(path)/\(name)" }
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
    static func mode(_ path: String) throws -> Int {
        let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return (value as? NSNumber)?.intValue ?? 0
    }
}

extension NewEntry {
    static func test(_ title: String, by coordinator: String = "dana", changes: ChangeSet = ChangeSet())
        -> NewEntry
    {
        NewEntry(
            kind: .change, instant: 1_795_000_000_000,
            at: CivilMoment(CivilDate(dayNumber: 20_780), .midnight),
            coordinator: coordinator, title: title, changes: changes)
    }
}
