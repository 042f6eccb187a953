internal import ClinicModel

/// Gives series that have their time, but no room or nobody to lead them, what they lack.
///
/// Each is tried in the clinic itself: a room or a therapist is taken when nothing breaks by it that was whole
/// before. Pinned series stay as they are.
enum SeriesCompletion {
    /// The clinic with such series completed, and the changes that do it; `from`: those still to come in the
    /// week.
    static func complete(
        _ clinic: Clinic, week: CivilDate, from: CivilMoment? = nil, isCancelled: () -> Bool
    ) -> (clinic: Clinic, changes: [Change]) {
        var done = clinic
        var changes: [Change] = []
        for i in clinic.series.indices {
            let before = clinic.series[i]
            guard before.slot != nil, !before.pinned,
                let service = clinic.services.first(where: { $0.id == before.service })
            else { continue }
            let lacksRoom = before.room == nil && !service.telehealth
            guard lacksRoom || before.therapists.isEmpty, !isCancelled() else { continue }
            guard
                let session = ClinicWeek(done, week: week).sessions.first(where: {
                    $0.reference.series == before.id
                }), from.map({ $0 <= session.begins }) ?? true
            else { continue }
            func accepts(_ change: (inout Series) -> Void) -> Bool {
                var next = done
                change(&next.series[i])
                guard RuleBook.newlyBroken(from: done, to: next, weeks: [week]).isEmpty else { return false }
                done = next
                return true
            }
            if lacksRoom {
                let rooms = clinic.rooms.filter { room in
                    service.roomFeatures.allSatisfy { room.features.contains($0) }
                }.sorted { ($0.capacity, $0.id) < ($1.capacity, $1.id) }
                let roomy = rooms.filter { $0.capacity >= service.mostPatients }
                let tight = rooms.filter { $0.capacity < service.mostPatients }.reversed()
                _ = (roomy + tight).contains { room in accepts { $0.room = room.id } }
            }
            if before.therapists.isEmpty {
                let free = ClinicWeek(done, week: week).freeTherapists(for: service.id, at: session.begins)
                _ = free.sets(of: service.facilitators, most: 300).contains { team in
                    accepts { $0.therapists = team }
                }
            }
            if done.series[i] != before {
                changes.append(
                    .series(before: before.withoutLists, after: done.series[i].withoutLists))
            }
        }
        return (done, changes)
    }
}
