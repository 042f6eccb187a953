internal import ClinicModel

extension Drafter {
    mutating func cancel(_ reference: SessionReference, scope: SeriesScope) throws(DeskError) {
        let subject = try subject(reference)
        headline = "Cancelled \(subject), \(told(try begins(reference)))"
        session = reference
        switch reference {
        case .single(let id):
            let s = try open(id)
            var cancelled = s
            cancelled.status = .cancelled
            try make(.session(before: s, after: cancelled))
            touch(s.date)
            touch(s.patients)
        case .occurrence(let id, let date) where scope == .this: try cancelOnce(id, date)
        case .occurrence(let id, let date):
            let (s, _) = try patterned(id, date)
            let start = try goOn(s, from: date, scope)
            headline = "Cancelled \(subject), \(told(try begins(.occurrence(id, start))))\(scope.words)"
            session = .occurrence(id, start)
            let seated = s.enrollments.filter { $0.left.map { $0 >= start } ?? true }.map(\.patient)
            if try service(s.service).isGroup, !seated.isEmpty {
                notices.append(.seatsLost(id, Set(seated).sorted()))
            }
            var shorter = s.withoutLists
            shorter.until = start - 1
            touch(s, from: start, until: s.until)
            touch(seated)
            try make(.series(before: s.withoutLists, after: shorter))
        }
    }

    /// Each of them on top of the ones before.
    mutating func cancelEach(_ sessions: [SessionReference]) throws(DeskError) {
        var names: [Title] = []
        for (n, reference) in sessions.enumerated() where !sessions[..<n].contains(reference) {
            names.append("\(try subject(reference)), \(try begins(reference))")
            try cancel(reference, scope: .this)
        }
        guard names.count > 1 else { return }
        var title: Title = "Cancelled \(names.count) sessions"
        for (n, name) in names.prefix(3).enumerated() { title = "\(title)\(n == 0 ? ": " : "; ")\(name)" }
        headline = names.count > 3 ? "\(title); and \(names.count - 3) more" : title
    }

    private mutating func cancelOnce(_ id: SeriesID, _ date: CivilDate) throws(DeskError) {
        let (s, _) = try patterned(id, date)
        guard clinic.isHeld(s, on: date) else {
            throw .cannot(.notHeld(.occurrence(id, date)), clinic)
        }
        touch(s, from: date, until: date)
        touch(enrolled(in: s, on: date))
        try make(
            .exception(
                id, before: exception(of: s, on: date),
                after: OccurrenceException(date: date, kind: .cancelled, reason: reason)))
    }
}
