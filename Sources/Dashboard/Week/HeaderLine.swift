internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The first row: clinic, week, lens; conflicts, patients under hours, the clock.
struct HeaderLine {
    let scene: WeekScene
    /// The day shown, where only one is.
    let day: CivilDate

    func draw(into canvas: inout Canvas, width: Int) {
        guard width > 0, canvas.size.rows > 0 else { return }
        canvas.fill(Rect(x: 0, y: 0, width: width, height: 1), " ", .bar)
        var right: [(String, Role)] = []
        if let status = scene.status {
            right.append((status, .barGood))
        } else {
            let conflicts = scene.digest.conflicts.count
            let under = scene.digest.underHours.count
            if conflicts > 0 { right.append(("! \(conflicts)", .barAlert)) }
            if under > 0 { right.append(("< hours \(under)", .barWarning)) }
        }
        if let work = scene.work { right.insert((work, .barGood), at: 0) }
        if scene.isReadOnly { right.append(("read only", .barWarning)) }
        right.append((scene.now.time.description, .barDim))
        var x = width - 1
        for (text, role) in right.reversed() {
            let n = Canvas.width(of: text)
            guard x - n >= 0 else { break }
            canvas.write(text, at: x - n, 0, role, paper: .bar, marks: .bold)
            x -= n + 2
        }
        let room = max(0, x - 1)
        let title = scene.title ?? scene.week.clinic.profile.name
        let length = Canvas.width(of: title)
        let rest = variants.first { length + 2 + Canvas.width(of: $0) <= room }
        // What is in hand is more than when; a clinic's name is less, and so is either where the year is another.
        let shown = rest ?? (scene.title == nil || isOtherYear ? variants.last ?? "" : "")
        let n = min(length, max(0, room - (shown.isEmpty ? 0 : Canvas.width(of: shown) + 2)))
        let at = n >= min(6, length) ? 1 + canvas.write(title, at: 1, 0, .bar, marks: .bold, width: n) + 2 : 1
        guard !shown.isEmpty else { return }
        canvas.write(shown, at: at, 0, .barDim, paper: .bar, width: room - at + 1)
    }

    /// Another than now's: nothing else on a small screen tells it.
    private var isOtherYear: Bool {
        let days = scene.view == .day ? [day] : [scene.week.week, scene.week.week + 6]
        return !days.contains { $0.year == scene.today.year }
    }
    /// From the longest to the shortest.
    private var variants: [String] {
        let dot = " \(scene.glyphs.middleDot) "
        if scene.view == .day {
            let rows = "\(scene.dayRows)"
            let date = "\(day.day) \(day.monthShort) \(day.year)"
            let short = isOtherYear ? "\(day.weekday.short) \(date)" : day.short
            return ["\(day.weekday.name) \(date)\(dot)\(rows)", "\(short)\(dot)\(rows)", short]
        }
        let first = scene.week.week
        let last = first + 6
        let isoWeek = (first + 3).isoWeek
        let dash = scene.glyphs.dash
        let days =
            first.month == last.month
            ? "\(first.day)\(dash)\(last.day) \(last.monthShort)"
            : "\(first.day) \(first.monthShort) \(dash) \(last.day) \(last.monthShort)"
        let dated = "\(days) \(last.year)"
        let short = isOtherYear ? dated : days
        let lens = dot + lensWords
        let full = "Week \(isoWeek)\(dot)\(dated)\(lens)"
        // That it is everyone's week goes without saying; whose else it is does not.
        let isPlain = scene.lens == .everyone && scene.filter.isEmpty
        return isPlain
            ? [full, "Week \(isoWeek)\(dot)\(dated)", "Week \(isoWeek)\(dot)\(short)", short]
            : [full, "Week \(isoWeek)\(dot)\(short)\(lens)", short + lens, short]
    }
    private var lensWords: String {
        let names = scene.digest.names
        return switch scene.lens {
        case .everyone: scene.filter.isEmpty ? "everyone" : "filter \(scene.filter.text)"
        case .patient(let id): names.name(of: id).full
        case .therapist(let id): names.name(of: id).full
        case .room(let id): names.name(of: id)
        case .track(let name): name
        case .service(let id): scene.week.service(id)?.name ?? id.rawValue
        case .concerned(let r):
            scene.digest.face(of: r).map { "\($0.short) \($0.begins.time) and all in it" } ?? "moving"
        }
    }
}
