import ClinicModel
import SchedulingEngine

/// Changes made in the document itself, to compare what the engine foretells with what then is.
extension Clinic {
    /// The clinic with a placement booked or moved.
    func with(_ p: Placement) -> Clinic {
        var out = self
        switch p.replacing {
        case nil:
            out.sessions.append(
                Session(
                    id: "", service: p.service, date: p.date, start: p.start, room: p.room,
                    therapists: p.therapists, patients: p.patients, minutes: p.minutes))
        case .single(let id):
            for i in out.sessions.indices where out.sessions[i].id == id {
                out.sessions[i].date = p.date
                out.sessions[i].start = p.start
                out.sessions[i].room = p.room
                out.sessions[i].therapists = p.therapists
                out.sessions[i].patients = p.patients
                out.sessions[i].minutes = p.minutes
            }
        case .occurrence(let id, let date):
            for i in out.series.indices where out.series[i].id == id {
                out.series[i].exceptions.removeAll { $0.date == date }
                out.series[i].exceptions.append(
                    OccurrenceException(
                        date: date,
                        kind: .changed(
                            OccurrenceException.Replacement(
                                date: p.date, start: p.start, room: p.room, therapists: p.therapists))))
            }
        }
        return out
    }
    /// The clinic with one more patient in a session, who may leave another.
    func with(_ patient: PatientID, seatedIn session: SessionReference, lasting: Bool) -> Clinic {
        var out = self
        switch session {
        case .single(let id):
            for i in out.sessions.indices where out.sessions[i].id == id {
                out.sessions[i].patients.append(patient)
            }
        case .occurrence(let id, let date):
            for i in out.series.indices where out.series[i].id == id {
                out.series[i].enrollments.append(
                    Enrollment(patient: patient, joined: date, left: lasting ? nil : date))
            }
        }
        return out
    }
    func with(_ patient: PatientID, outOf session: SessionReference) -> Clinic {
        var out = self
        out.attendance.append(Attendance(session: session, patient: patient, status: .excused))
        return out
    }
}

/// What is said of a violation beside the wording.
struct Said: Hashable, Comparable, CustomStringConvertible {
    var description: String
    init(_ v: Violation) {
        description =
            "\(v.rule) \(v.subject) \(v.when) \(v.sessions.map(\.description)) \(v.amount) of \(v.limit ?? 0)"
            + (v.override == nil ? "" : " allowed")
    }
    static func < (a: Self, b: Self) -> Bool { a.description < b.description }
    static func all(_ list: [Violation]) -> [Said] { list.map(Said.init).sorted() }
}
