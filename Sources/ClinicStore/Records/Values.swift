internal import ClinicModel
internal import GRDB

/// The values of one row, column by column.
struct Values {
    private(set) var list: [(any DatabaseValueConvertible)?] = []

    init() {}
    /// A row that begins with its owner's id and its place in the owner's list.
    init(_ owner: String, _ position: Int) { list = [owner, position] }

    func add(_ value: Int?) -> Values { with(value) }
    func add(_ value: String?) -> Values { with(value) }
    func add(_ value: Bool) -> Values { with(value ? 1 : 0) }
    func add<Kind>(_ id: Identifier<Kind>?) -> Values { with(id?.rawValue) }
    func add(_ text: Confidential?) -> Values { with(text?.revealed) }
    func add(_ date: CivilDate?) -> Values { with(date.map { Int($0.dayNumber) }) }
    func add(_ time: TimeOfDay?) -> Values { with(time.map { Int($0.minutes) }) }
    func add(_ copay: Copay?) -> Values { add(copay?.unit.rawValue).add(copay?.cents) }

    /// days, from, to, label, every_weeks, starting
    func add(_ w: WeeklyWindow) -> Values {
        add(Weekdays.number(w.days)).add(w.from).add(w.to).add(w.label).add(w.everyWeeks).add(w.starting)
    }
    /// days, date, from, to, label, every_weeks, starting
    func add(_ time: UnavailableTime) -> Values {
        switch time {
        case .weekly(let w):
            add(Weekdays.number(w.days)).add(CivilDate?.none).add(w.from).add(w.to).add(w.label)
                .add(w.everyWeeks).add(w.starting)
        case .dated(let w):
            add(Int?.none).add(w.date).add(w.from).add(w.to).add(w.note).add(1).add(CivilDate?.none)
        }
    }
    /// from_day, to_day, from_minute, to_minute, reason
    func add(_ absence: Absence) -> Values {
        switch absence {
        case .days(let d):
            add(d.from).add(d.to).add(TimeOfDay?.none).add(TimeOfDay?.none).add(d.reason)
        case .hours(let h): add(h.date).add(CivilDate?.none).add(h.from).add(h.to).add(h.note)
        }
    }
    /// session, series, date, patient, status, minutes_late, minutes_left_early
    func add(_ a: Attendance) -> Values {
        add(.session(a.session)).add(a.patient).add(a.status.rawValue).add(a.minutesLate)
            .add(a.minutesLeftEarly)
    }
    /// session, series, date
    func add(_ scope: OverrideScope) -> Values {
        switch scope {
        case .session(.single(let id)): add(id).add(String?.none).add(CivilDate?.none)
        case .session(.occurrence(let series, let date)): add(String?.none).add(series).add(date)
        case .series(let series): add(String?.none).add(series).add(CivilDate?.none)
        }
    }
    private func with(_ value: (any DatabaseValueConvertible)?) -> Values {
        var next = self
        next.list.append(value)
        return next
    }
}

/// Text with a NUL character.
struct BadText: Error {}

extension Database {
    func insert(_ table: String, _ values: Values) throws {
        let marks = Array(repeating: "?", count: values.list.count).joined(separator: ", ")
        try run("INSERT INTO \(table) VALUES (\(marks))", values)
    }
    func run(_ sql: String, _ values: Values = Values()) throws {
        // Reading would end the text there.
        for case let text as String in values.list where text.utf8.contains(0) {
            throw BadText()
        }
        let statement = try cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments(values.list))
        try statement.execute()
    }
    /// The rows of an owner's list, in order.
    func insert<T>(_ table: String, under owner: String, _ list: [T], _ row: (Values, T) -> Values) throws {
        for (n, x) in list.enumerated() {
            try insert(table, row(Values(owner, Positions.place(n)), x))
        }
    }
    /// The rows of a table that is a list of its own.
    func insert<T>(_ table: String, _ list: [T], _ row: (Values, T) -> Values) throws {
        for (n, x) in list.enumerated() { try insert(table, row(Values().add(Positions.place(n)), x)) }
    }
}

/// Rows keep the order of their list by position; gaps let one be put between two others without touching
/// them.
enum Positions {
    static let gap = 1 << 16
    static func place(_ n: Int) -> Int { (n + 1) * gap }
}
