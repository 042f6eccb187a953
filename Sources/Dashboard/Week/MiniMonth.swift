internal import ClinicModel
internal import Terminal

/// The month around a week, the week marked: `▸ 23 24 25 26 27 28 29`.
struct MiniMonth {
    let week: CivilDate
    let today: CivilDate
    let startsOn: Weekday
    let glyphs: GlyphSet

    static let size = Size(columns: 23, rows: 8)

    func draw(in area: Rect, into canvas: inout Canvas) {
        // The month that holds most of the week.
        let month = week + 3
        guard area.height >= Self.size.rows, area.width >= Self.size.columns,
            let first = CivilDate(year: month.year, month: month.month, day: 1)
        else { return }
        canvas.write(
            "\(Self.months[month.month - 1]) \(month.year)", at: area.x + 3, area.y, .heading, marks: .bold)
        for i in 0..<7 {
            let day = Weekday.allCases[(startsOn.rawValue + i) % 7]
            canvas.write(String(day.short.prefix(2)), at: area.x + 2 + i * 3, area.y + 1, .dim)
        }
        var monday = WeekCalendar(startsOn: startsOn).week(of: first)
        for row in 0..<6 {
            let y = area.y + 2 + row
            if monday == week {
                canvas.fill(Rect(x: area.x, y: y, width: Self.size.columns, height: 1), " ", .selectionDim)
                canvas.write(String(glyphs.pointer), at: area.x, y, .selectionDim)
            }
            for i in 0..<7 {
                let date = monday + i
                guard date.month == month.month || monday == week else { continue }
                let role: Role =
                    date == today
                    ? .dayHeaderToday
                    : monday == week ? .selectionDim : date.month == month.month ? .base : .dim
                canvas.write(
                    Figures.right("\(date.day)", 2) + (date == today ? "*" : ""), at: area.x + 2 + i * 3, y,
                    role,
                    paper: monday == week ? .selectionDim : nil, marks: date == today ? .bold : [])
            }
            monday = monday + 7
        }
    }
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
}
