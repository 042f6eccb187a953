internal import ClinicModel
internal import GRDB

/// Writes the rows that one change touches, and no others.
extension Database {
    /// `place`: where in its list an addition goes; nil: the end.
    func write(_ change: Change, at place: Int?) throws {
        switch change {
        case .session(let before, let after):
            let position = try before.map { try row(in: "session", id: $0.id) }
            if let before { try deleteSession(before.id) }
            if let after { try insertSession(after, at: position ?? newPosition(in: "session", place)) }
        case .series(let before, let after):
            let position = try before.map { try row(in: "series", id: $0.id) }
            if let before { try deleteSeries(before.id) }
            if let after { try insertSeries(after, at: position ?? newPosition(in: "series", place)) }
        case .enrollment(let series, let before, let after):
            let position = try before.map {
                try removed(
                    from: "enrollment", where: "series = ? AND patient = ? AND joined = ? AND left_day IS ?",
                    Values().add(series).add($0.patient).add($0.joined).add($0.left),
                    owner: Owner("series", series))
            }
            if let after {
                let free = try position ?? newPosition(in: "enrollment", of: Owner("series", series), place)
                try insertEnrollment(after, of: series, at: free)
            }
        case .exception(let series, let before, let after):
            let position = try before.map {
                try row(
                    in: "exception", where: "series = ? AND date = ?", Values().add(series).add($0.date))
            }
            if let before { try deleteException(of: series, on: before.date) }
            if let after {
                let free = try position ?? newPosition(in: "exception", of: Owner("series", series), place)
                try insertException(after, of: series, at: free)
            }
        case .override(let before, let after):
            let position = try before.map {
                try removed(
                    from: "rule_override",
                    where: """
                        rule = ? AND session IS ? AND series IS ? AND date IS ? AND person IS ?
                        AND reason = ? AND by_whom IS ? AND on_day IS ?
                        """,
                    Values().add($0.rule.rawValue).add($0.scope).add($0.person).add($0.reason).add($0.by)
                        .add($0.on))
            }
            if let after {
                try insertOverride(after, at: position ?? newPosition(in: "rule_override", place))
            }
        case .waitlist(let before, let after):
            let position = try before.map {
                try removed(
                    from: "waitlist", where: "patient = ? AND service = ? AND since = ? AND note IS ?",
                    Values().add($0.patient).add($0.service).add($0.since).add($0.note))
            }
            if let after { try insertWaitlist(after, at: position ?? newPosition(in: "waitlist", place)) }
        case .timeOff(let id, let before, let after):
            try write("therapist_time_off", Owner("therapist", id), before, after, at: place)
        case .closure(let id, let before, let after):
            try write("room_closure", Owner("room", id), before, after, at: place)
        case .unavailable(let id, let before, let after):
            let owner = Owner("patient", id, list: "unavailable")
            let position = try before.map {
                try removed(
                    from: "patient_time",
                    where: """
                        patient = ? AND list = 'unavailable' AND days IS ? AND date IS ? AND from_minute = ?
                        AND to_minute = ? AND label IS ? AND every_weeks = ? AND starting IS ?
                        """, Values().add(id).add($0), owner: owner)
            }
            if let after {
                let free = try position ?? newPosition(in: "patient_time", of: owner, place)
                try insert("patient_time", Values().add(id).add("unavailable").add(free).add(after))
            }
        case .attendance(let before, let after):
            let position = try before.map {
                try removed(
                    from: "attendance",
                    where: """
                        session IS ? AND series IS ? AND date IS ? AND patient = ? AND status = ?
                        AND minutes_late = ? AND minutes_left_early = ?
                        """, Values().add($0))
            }
            if let after {
                try insert(
                    "attendance",
                    Values().add(position ?? newPosition(in: "attendance", place)).add(after))
            }
        }
    }

    private func write(
        _ table: String, _ owner: Owner, _ before: Absence?, _ after: Absence?, at place: Int?
    ) throws {
        let position = try before.map {
            try removed(
                from: table,
                where: """
                    \(owner.condition) AND from_day = ? AND to_day IS ? AND from_minute IS ?
                    AND to_minute IS ? AND reason IS ?
                    """, owner.key.add($0), owner: owner)
        }
        if let after {
            let free = try position ?? newPosition(in: table, of: owner, place)
            try insert(table, owner.key.add(free).add(after))
        }
    }

    /// Whose list a row stands in, and which of them.
    private struct Owner {
        let condition: String
        let key: Values

        init<Kind>(_ column: String, _ id: Identifier<Kind>, list: String? = nil) {
            condition = list.map { "\(column) = ? AND list = '\($0)'" } ?? "\(column) = ?"
            key = Values().add(id)
        }
    }

    private func row<Kind>(in table: String, id: Identifier<Kind>) throws -> Int {
        try row(in: table, where: "id = ?", Values().add(id))
    }
    private func row(in table: String, where condition: String, _ key: Values) throws -> Int {
        let sql = "SELECT position FROM \(table) WHERE \(condition) ORDER BY position LIMIT 1"
        guard let position = try integer(sql, key) else {
            throw BadRow(detail: "a row of \(table) that should stand is not there")
        }
        return position
    }
    /// Deletes one row and returns where it stood.
    private func removed(
        from table: String, where condition: String, _ key: Values, owner: Owner? = nil
    ) throws -> Int {
        let position = try row(in: table, where: condition, key)
        if let owner {
            try run(
                "DELETE FROM \(table) WHERE \(owner.condition) AND position = ?", owner.key.add(position))
        } else {
            try run("DELETE FROM \(table) WHERE position = ?", Values().add(position))
        }
        return position
    }

    private func newPosition(in table: String, of owner: Owner? = nil, _ place: Int?) throws -> Int {
        let under = owner.map { "WHERE \($0.condition)" } ?? ""
        let key = owner?.key ?? Values()
        func atEnd() throws -> Int {
            try (integer("SELECT max(position) FROM \(table) \(under)", key) ?? 0) + Positions.gap
        }
        guard let place else { return try atEnd() }
        func nth(_ n: Int) throws -> Int? {
            let sql = "SELECT position FROM \(table) \(under) ORDER BY position LIMIT 1 OFFSET ?"
            return try integer(sql, key.add(n))
        }
        guard let next = try nth(place) else { return try atEnd() }
        let previous = place == 0 ? 0 : try nth(place - 1) ?? 0
        if next - previous >= 2 { return previous + (next - previous) / 2 }
        try spread(table, under, key)
        return Positions.place(place) - Positions.gap / 2
    }
    /// Makes room between all rows of a list.
    private func spread(_ table: String, _ under: String, _ key: Values) throws {
        let old = try Int.fetchAll(
            self, sql: "SELECT position FROM \(table) \(under) ORDER BY position",
            arguments: StatementArguments(key.list))
        let and = under.isEmpty ? "WHERE" : "\(under) AND"
        let numbered = "UPDATE \(table) SET position = ? \(and) position = ?"
        // By way of negative numbers, so that no two rows meet.
        for (n, p) in old.enumerated() {
            try execute(
                sql: numbered, arguments: StatementArguments([-Positions.place(n)] + key.list + [p]))
        }
        try execute(
            sql: "UPDATE \(table) SET position = -position \(under)",
            arguments: StatementArguments(key.list))
    }
    func integer(_ sql: String, _ key: Values = Values()) throws -> Int? {
        let statement = try cachedStatement(sql: sql)
        return try Int.fetchOne(statement, arguments: StatementArguments(key.list))
    }
}
