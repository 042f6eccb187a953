internal import ClinicModel

/// From ids to places in the clinic's lists.
struct Directory: Sendable {
    let patients: [PatientID: Int]
    let therapists: [TherapistID: Int]
    let rooms: [RoomID: Int]
    let services: [ServiceID: Int]
    let series: [SeriesID: Int]
    let payers: [PayerID: Int]
    let levels: [LevelOfCareID: Int]

    init(_ clinic: Clinic) {
        patients = Self.places(clinic.patients, \.id)
        therapists = Self.places(clinic.therapists, \.id)
        rooms = Self.places(clinic.rooms, \.id)
        services = Self.places(clinic.services, \.id)
        series = Self.places(clinic.series, \.id)
        payers = Self.places(clinic.payers, \.id)
        levels = Self.places(clinic.levelsOfCare, \.id)
    }

    private static func places<T, K>(_ list: [T], _ id: KeyPath<T, Identifier<K>>) -> [Identifier<K>: Int] {
        var out = [Identifier<K>: Int](minimumCapacity: list.count)
        for (i, x) in list.enumerated() where out[x[keyPath: id]] == nil { out[x[keyPath: id]] = i }
        return out
    }
}
