internal import ClinicModel

/// Which therapist may lead which service on which day of a week.
struct Qualification: Sendable {
    /// By service and therapist: a bit for each of the seven days.
    private let days: [UInt8]
    private let therapists: Int

    init(_ clinic: Clinic, week: CivilDate) {
        therapists = clinic.therapists.count
        var days: [UInt8] = []
        days.reserveCapacity(clinic.services.count * clinic.therapists.count)
        for (k, service) in clinic.services.enumerated() {
            if let same = clinic.services[..<k].firstIndex(where: { $0.credentials == service.credentials }) {
                for t in clinic.therapists.indices { days.append(days[same * therapists + t]) }
                continue
            }
            for therapist in clinic.therapists {
                var bits: UInt8 = 0
                for day in 0..<7
                where service.credentials.isEmpty
                    || service.credentials.contains(where: { therapist.holds($0, on: week + day) })
                {
                    bits |= 1 << UInt8(day)
                }
                days.append(bits)
            }
        }
        self.days = days
    }

    /// Whether the therapist holds one of the service's credentials on a day 0…6.
    func holds(_ therapist: Int, service: Int, day: Int) -> Bool {
        days[service * therapists + therapist] >> UInt8(day) & 1 == 1
    }
}
