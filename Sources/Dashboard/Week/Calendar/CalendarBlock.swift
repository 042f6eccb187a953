internal import ClinicModel
internal import Terminal

/// One session of the calendar in its rectangle.
struct CalendarBlock {
    let scene: WeekScene
    let rect: Rect
    let isSelected: Bool
    /// Where its first line begins, in minutes from midnight.
    let startsOnLine: Int
    /// Its beginning is scrolled out of sight.
    let cutAtTop: Bool

    func draw(_ index: Int, into canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let face = scene.digest.faces[index]
        let presence = scene.focus.presence[index]
        let isLifted = scene.marks.lifted == face.reference
        let dim = presence == .dim || isLifted
        let ink: Role = isSelected ? .selection : dim ? .dim : face.kind.role()
        let marks: Marks = isSelected ? .bold : []
        canvas.fill(rect, " ", ink, marks: marks)
        let bar = isLifted ? scene.glyphs.ghostBar : scene.glyphs.bar
        for y in rect.y..<rect.maxY {
            let glyph = isSelected && y == rect.y ? scene.glyphs.pointer : bar
            canvas.write(String(glyph), at: rect.x, y, ink, marks: marks)
        }
        if let letter = scene.seats[index] {
            canvas.write(String(letter.letter), at: rect.x, rect.y, .letter, marks: .bold)
        } else if scene.marked.contains(face.reference) {
            canvas.write(String(scene.glyphs.check), at: rect.x, rect.y, .letter, marks: .bold)
        }
        let mark = face.mark(scene.glyphs)
        let width = rect.width - 1
        let lines = BlockText.lines(
            fields(face), width: width, count: rect.height, first: mark == nil ? width : width - 1)
        for (i, text) in lines.enumerated() {
            canvas.write(
                text, at: rect.x + 1, rect.y + i, ink, marks: i == 0 && !dim ? .bold : marks, width: width,
                overflow: .cut)
        }
        guard let mark, rect.width > 1 else { return }
        let role: Role = isSelected ? .selectionAlert : dim ? .dim : face.kind.role(face.standing)
        canvas.write(String(mark), at: rect.maxX - 1, rect.y, role, marks: .bold)
    }

    /// What it says, most telling first; what the lens says already is left out.
    private func fields(_ face: SessionFace) -> [BlockText.Field] {
        let names = scene.digest.names
        let isLate = face.start != startsOnLine || cutAtTop
        let time: [BlockText.Field] = isLate ? [.init(face.begins.time.description, isNumber: true)] : []
        let seats: [BlockText.Field] = face.isGroup ? [.init(face.seats, isNumber: true)] : []
        let short = [BlockText.Field(face.short)]
        let title = face.isGroup ? short + seats : [.init("\(face.letter) \(patient(face))")]
        let therapists = face.therapists.map { BlockText.Field(names.name(of: $0).family) }
        let room = [BlockText.Field(names.name(of: face.room))]
        return switch scene.lens {
        case .everyone, .track, .service, .concerned: time + title + therapists + room
        case .patient: time + short + therapists + room + seats
        case .therapist: time + title + room
        case .room: time + title + therapists
        }
    }
    private func patient(_ face: SessionFace) -> String {
        face.patients.first.map { scene.digest.names.name(of: $0).fitting(max(4, rect.width - 4)) }
            ?? "nobody"
    }
}

/// Fields put into the lines of a block: as many to a line as fit.
enum BlockText {
    struct Field {
        let text: String
        /// A number that is cut is a wrong number; it goes without.
        let isNumber: Bool
        init(_ text: String, isNumber: Bool = false) {
            self.text = text
            self.isNumber = isNumber
        }
    }
    /// - Parameter first: the width of the first line.
    static func lines(_ fields: [Field], width: Int, count: Int, first: Int? = nil) -> [String] {
        var rest = fields.filter { !$0.text.isEmpty }[...]
        var out: [String] = []
        while out.count < count {
            let room = out.isEmpty ? first ?? width : width
            while let next = rest.first, next.isNumber, Canvas.width(of: next.text) > room {
                rest.removeFirst()
            }
            guard var text = rest.popFirst()?.text else { break }
            while let next = rest.first, Canvas.width(of: text) + 1 + Canvas.width(of: next.text) <= room {
                text += " " + next.text
                rest.removeFirst()
            }
            if Canvas.width(of: text) > room { text = String(text.prefix(max(0, room))) }
            out.append(text)
        }
        return out
    }
}
