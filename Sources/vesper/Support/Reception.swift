internal import ClinicModel
internal import ClinicStore
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

/// What a command works with: the desk of a store or of a document, the clinic as it stands, and its names.
struct Reception {
    let desk: Desk
    let clinic: Clinic
    let names: Names
    let now: @Sendable () -> CivilMoment
    /// The clinic file; nil for a document.
    let store: ClinicStore?

    /// The clinic file of the options, which must be there.
    init(clinic options: ClinicOptions) throws(Failure) {
        let path = Place.clinic(options.clinic)
        let coordinator = try Place.coordinator(options.coordinator)
        try self.init(
            store: try stored { () throws(StoreError) in try ClinicStore.open(at: path, reading: true) },
            coordinator: coordinator)
        if store?.isReadOnly == true {
            Output.complain("\(path) can't be written by this user: read as it stands")
        }
    }

    /// A clinic document alone, read into memory.
    init(document path: String, coordinator: String?) throws(Failure) {
        let clinic = try Self.read(path)
        let now = try Clock.running(in: clinic.profile.timeZone)
        let coordinator = try Place.coordinator(coordinator)
        desk = try asked { () throws(DeskError) in
            try Desk.onDocument(clinic, coordinator: coordinator, now: now)
        }
        self.clinic = clinic
        self.now = now
        names = Names(clinic, now: now())
        store = nil
    }

    init(store: ClinicStore, coordinator: String) throws(Failure) {
        let clinic = try stored { () throws(StoreError) in try store.clinic() }
        let now = try Clock.running(in: clinic.profile.timeZone)
        desk = Desk(store: store, coordinator: coordinator, now: now)
        self.clinic = clinic
        self.now = now
        names = Names(clinic, now: now())
        self.store = store
    }

    /// The moment before which no place of a week is looked for: now, in this one. A past week is planned like any
    /// other.
    func soonest(in week: ClinicWeek) -> CivilMoment? {
        let now = names.phrase.now
        return week.contains(now.date) ? now : nil
    }
    /// The same for what a plan of the week could do: of a document alone that is all of the week.
    func firstToPlan(in week: CivilDate) -> CivilMoment? {
        let now = names.phrase.now
        return store != nil && week <= now.date && now.date <= week + 6 ? now : nil
    }
    /// Of a clinic file; a document has no present.
    func isOver(_ week: CivilDate) -> Bool { store != nil && week + 6 < names.phrase.now.date }

    /// A clinic document; every problem of it becomes a line that begins with the file.
    static func read(_ path: String) throws(Failure) -> Clinic {
        let bytes = try Output.read(path)
        do { return try ClinicDocument.read(bytes) } catch {
            let file = path == "-" ? "stdin" : path
            var lines = error.problems.map { "\(file): \($0)" }
            if error.more > 0 { lines.append("\(file): and \(error.more) more") }
            let count = error.problems.count + error.more
            lines.append("\(count) \(count == 1 ? "problem" : "problems"); nothing was read")
            throw Failure(.unusable, lines.joined(separator: "\n"))
        }
    }
}
