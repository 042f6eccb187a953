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
        if let letter = scene.letter(of: index) {
            canvas.write(String(letter.letter), at: rect.x, rect.y, .letter, marks: .bold)
        }
        let mark = face.mark(scene.glyphs)
        let width = rect.width - 1
        var rest = fields(face)[...]
        for y in rect.y..<rect.maxY {
            let room = y == rect.y && mark != nil ? width - 1 : width
            guard var text = rest.popFirst() else { break }
            while let next = rest.first, Canvas.width(of: text) + 1 + Canvas.width(of: next) <= room {
                text += " " + next
                rest.removeFirst()
            }
            canvas.write(
                text, at: rect.x + 1, y, ink, marks: y == rect.y && !dim ? .bold : marks, width: room,
                overflow: .cut)
        }
        guard let mark, rect.width > 1 else { return }
        let role: Role = isSelected ? .selectionAlert : dim ? .dim : face.kind.role(face.standing)
        canvas.write(String(mark), at: rect.maxX - 1, rect.y, role, marks: .bold)
    }

    /// What it says, most telling first; what the lens says already is left out.
    private func fields(_ face: SessionFace) -> [String] {
        let names = scene.digest.names
        let time = face.start != startsOnLine || cutAtTop ? [face.begins.time.description] : []
        let title = face.isGroup ? ["\(face.short) \(face.seats)"] : ["\(face.letter) \(patient(face))"]
        let therapists = face.therapists.map { names.name(of: $0).family }
        let room = names.name(of: face.room)
        switch scene.lens {
        case .everyone, .track, .service, .concerned: return time + title + therapists + [room]
        case .patient: return time + [face.short] + therapists + [room] + (face.isGroup ? [face.seats] : [])
        case .therapist: return time + title + [room]
        case .room: return time + title + therapists
        }
    }
    private func patient(_ face: SessionFace) -> String {
        face.patients.first.map { scene.digest.names.name(of: $0).fitting(max(4, rect.width - 4)) }
            ?? "nobody"
    }
}
