internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// How people and rooms are called in the drawings of a clinic: names, or ids where names are masked.
struct NameBook: Sendable {
    struct Name: Hashable, Sendable {
        /// `Ana Moreno`
        let full: String
        /// `Moreno`
        let family: String
        /// `Moreno`, or `A Moreno`, `An Moreno` where several of the kind share the name: nobody is taken for
        /// another.
        let distinct: String

        init(full: String, family: String, distinct: String) {
            self.full = full
            self.family = family
            self.distinct = distinct
        }
        /// An id in the place of a name.
        init(_ id: String) { self.init(full: id, family: id, distinct: id) }

        /// The longest form that fits a width; the family name, cut, where none does.
        func fitting(_ width: Int, preferringFull: Bool = false) -> String {
            if preferringFull, Canvas.width(of: full) <= width { return full }
            return Canvas.width(of: distinct) <= width ? distinct : family
        }
    }
    private let patients: [PatientID: Name]
    private let therapists: [TherapistID: Name]
    private let rooms: [RoomID: String]
    /// Columns of the longest of the patients' full names: a list is either of these or of short ones.
    let longestPatient: Int

    init(_ clinic: Clinic, naming: Naming) {
        patients = Self.names(clinic.patients.map { ($0.id, $0.name) }, naming)
        longestPatient = patients.values.map { Canvas.width(of: $0.full) }.max() ?? 0
        therapists = Self.names(clinic.therapists.map { ($0.id, $0.name) }, naming)
        rooms = Dictionary(clinic.rooms.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    }
    private static func names<Kind>(
        _ people: [(Identifier<Kind>, Confidential)], _ naming: Naming
    ) -> [Identifier<Kind>: Name] {
        var out: [Identifier<Kind>: Name] = [:]
        out.reserveCapacity(people.count)
        guard naming == .names else {
            for (id, _) in people {
                out[id] = Name(id.rawValue)
            }
            return out
        }
        var bearers: [Substring: [String]] = [:]
        let split = people.map { id, name in (id, name.revealed, familyName(name.revealed)) }
        for (_, full, family) in split { bearers[family, default: []].append(full) }
        for (id, full, family) in split {
            let others = bearers[family] ?? []
            let shared = others.count > 1 && family.count < full.count
            out[id] = Name(
                full: full, family: String(family),
                distinct: shared ? initials(of: full, among: others) + " " + family : String(family))
        }
        return out
    }
    /// As many of the first letters as tell the name from the others; one where nothing short does.
    private static func initials(of full: String, among others: [String]) -> Substring {
        let given = full.prefix { $0 != " " }
        let length = (1...4).first { n in
            n <= given.count && others.count { $0.hasPrefix(given.prefix(n)) } == 1
        }
        return given.prefix(length ?? 1)
    }
    private static func familyName(_ full: String) -> Substring {
        full.split(separator: " ").last ?? full[...]
    }

    func name(of id: PatientID) -> Name { patients[id] ?? Name(id.rawValue) }
    func name(of id: TherapistID) -> Name { therapists[id] ?? Name(id.rawValue) }
    func name(of id: RoomID) -> String { rooms[id] ?? id.rawValue }
    func name(of id: RoomID?) -> String { id.map { name(of: $0) } ?? "" }
}
