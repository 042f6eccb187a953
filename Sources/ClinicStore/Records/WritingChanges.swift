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
                    Values().add(series).add($0.patient).add($0.joined).add($0.left), owner: series)
            }
            if let after {
                let free = try position ?? newPosition(in: "enrollment", of: series, place)
                try insertEnrollment(after, of: series, at: free)
            }
        case .exception(let series, let before, let after):
            let position = try before.map {
                try row(
                    in: "exception", where: "series = ? AND date = ?", Values().add(series).add($0.date))
            }
            if let before { try deleteException(of: series, on: before.date) }
            if let after {
                let free = try position ?? newPosition(in: "exception", of: series, place)
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
        from table: String, where condition: String, _ key: Values, owner: SeriesID? = nil
    ) throws -> Int {
        let position = try row(in: table, where: condition, key)
        if let owner {
            let row = Values().add(owner).add(position)
            try run("DELETE FROM \(table) WHERE series = ? AND position = ?", row)
        } else {
            try run("DELETE FROM \(table) WHERE position = ?", Values().add(position))
        }
        return position
    }

    private func newPosition(in table: String, of series: SeriesID? = nil, _ place: Int?) throws -> Int {
        let under = series == nil ? "" : "WHERE series = ?"
        let key = series.map { Values().add($0) } ?? Values()
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
