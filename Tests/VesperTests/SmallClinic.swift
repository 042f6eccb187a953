/// A clinic document of therapists who each have a room, hours from 8 to 20, and patients with no times of their
/// own: every hour of every therapist is a place for anybody.
enum SmallClinic {
    static func document(therapists: Int, patients: Int) -> String {
        let days = #"["mon", "tue", "wed", "thu", "fri"]"#
        let hours = #"[{"days": \#(days), "from": "08:00", "to": "20:00"}]"#
        func list(_ count: Int, _ body: (Int) -> String) -> String {
            (1...count).map(body).joined(separator: ",\n    ")
        }
        return #"""
            {
              "format": "vesper-clinic", "version": 1,
              "clinic": {"name": "Small", "timeZone": "America/New_York", "weekStartsOn": "mon", "gridMinutes": 30,
                         "hours": \#(hours)},
              "services": [{"id": "individual", "name": "Individual counseling", "component": "individual",
                            "minutes": 60, "facilitators": 1, "capacity": [1, 1], "bundled": true}],
              "rooms": [
                \#(list(therapists) { #"{"id": "r\#($0)", "name": "Room \#($0)", "capacity": 2}"# })],
              "therapists": [
                \#(list(therapists) { #"{"id": "t\#($0)", "name": "Therapist \#($0)", "hours": \#(hours)}"# })],
              "patients": [
                \#(list(patients) {
                    #"{"id": "p\#($0)", "name": "Surname\#($0) Forename\#($0)", "ageBand": "adult", "admitted": "2026-11-02"}"#
                })]
            }
            """#
    }
}
