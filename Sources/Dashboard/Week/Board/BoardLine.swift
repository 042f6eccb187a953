internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// One line of the board's body, within one day.
struct BoardLine {
    let scene: WeekScene
    let x: Int
    let y: Int
    let width: Int
    /// The day's, behind what has none of its own.
    let paper: Role?
    let isSelected: Bool

    func draw(_ item: BoardLayout.Item, into canvas: inout Canvas) {
        guard width > 0 else { return }
        switch item {
        case .session(let i): draw(session: i, into: &canvas)
        case .fold(let fold, let list, let isOpen): draw(fold, list, isOpen: isOpen, into: &canvas)
        case .letter(let letter): draw(letter, into: &canvas)
        case .ghost(let ghost): draw(ghost, into: &canvas)
        }
    }

    private struct Inks {
        let text: Role
        let side: Role
        let marks: Marks
        let paper: Role?
    }
    private func inks(_ kind: EventKind, dim: Bool, own: Bool) -> Inks {
        if isSelected { return Inks(text: .selection, side: .selection, marks: [], paper: nil) }
        if dim { return Inks(text: .dim, side: .dim, marks: [], paper: paper) }
        return Inks(text: kind.role(), side: kind.role(), marks: own ? .bold : [], paper: nil)
    }
    /// The bar, and the background of the whole line.
    private func drawBar(_ kind: EventKind, _ inks: Inks, _ glyph: Character, into canvas: inout Canvas) {
        canvas.fill(
            Rect(x: x, y: y, width: width, height: 1), " ", inks.text, paper: inks.paper, marks: inks.marks)
        let bar = isSelected ? scene.glyphs.pointer : glyph
        canvas.write(String(bar), at: x, y, inks.text, paper: inks.paper, marks: inks.marks)
    }

    // MARK: Sessions

    private func draw(session i: Int, into canvas: inout Canvas) {
        let face = scene.digest.faces[i]
        let presence = scene.focus.presence[i]
        let isLifted = scene.marks.lifted == face.reference
        let dim = presence == .dim || isLifted || (presence != .own && scene.isBlocked(face))
        let inks = inks(face.kind, dim: dim, own: presence == .own)
        drawBar(face.kind, inks, isLifted ? scene.glyphs.ghostBar : scene.glyphs.bar, into: &canvas)
        if let letter = scene.seats[i] {
            canvas.write(String(letter.letter), at: x, y, .letter, marks: .bold)
        } else if scene.marked.contains(face.reference) {
            canvas.write(String(scene.glyphs.check), at: x, y, .letter, marks: .bold)
        } else if presence == .own, !isSelected {
            canvas.write(String(scene.glyphs.bullet), at: x, y, inks.text, paper: inks.paper, marks: .bold)
        }
        if face.isGroup {
            drawGroup(face, inks, dim: dim, into: &canvas)
        } else {
            drawIndividual(face, inks, into: &canvas)
        }
        guard let mark = face.mark(scene.glyphs), width > 1 else { return }
        let role: Role = isSelected ? .selectionAlert : dim ? .dim : face.kind.role(face.standing)
        canvas.write(
            String(mark), at: x + width - 1, y, role, paper: dim && !isSelected ? paper : nil,
            marks: face.isInConflict ? .bold : [])
    }
    /// `PRC Nettleship  5/10`; a narrow line leaves out the therapist, a very narrow one what seats there are.
    private func drawGroup(_ face: SessionFace, _ inks: Inks, dim: Bool, into canvas: inout Canvas) {
        let room = width - 2
        let shortWidth = min(scene.digest.shortWidth, room)
        canvas.write(
            face.short, at: x + 1, y, inks.text, paper: inks.paper, marks: inks.marks, width: shortWidth)
        var seats = face.seats
        if shortWidth + seats.count > room { seats = "\(face.taken)" }
        guard shortWidth + seats.count <= room else { return }
        let seatRole: Role = isSelected ? .selection : dim ? .dim : face.kind.role(face.seatStanding)
        canvas.write(
            seats, at: x + width - 1 - seats.count, y, seatRole, paper: inks.paper, marks: inks.marks)
        let names = room - shortWidth - 1 - 6
        guard names >= 5, let therapist = face.therapists.first else { return }
        let more = face.therapists.count > 1 ? " +\(face.therapists.count - 1)" : ""
        let name = scene.digest.names.name(of: therapist).fitting(names - more.count) + more
        canvas.write(
            name, at: x + 2 + shortWidth, y, inks.side, paper: inks.paper, marks: inks.marks, width: names)
    }
    /// `i Lakewood`, from 26 columns on with the therapist.
    private func drawIndividual(_ face: SessionFace, _ inks: Inks, into canvas: inout Canvas) {
        let wide = width >= 26
        let names = scene.digest.names
        let room = (wide ? width - 12 : width) - 1 - 2 - (face.isInConflict && !wide ? 1 : 0)
        let who =
            face.patients.first.map {
                names.name(of: $0).fitting(room, preferringFull: names.longestPatient <= room)
            } ?? "nobody"
        canvas.write(
            "\(face.letter) \(who)", at: x + 1, y, inks.text, paper: inks.paper, marks: inks.marks,
            width: room + 2,
            overflow: .cut)
        guard wide, let therapist = face.therapists.first else { return }
        // A long name begins before the others where the patient's leaves room for it.
        let staff = max(10, width - 5 - min(room, Canvas.width(of: who)))
        let name = names.name(of: therapist).fitting(staff)
        let length = min(staff, max(10, Canvas.width(of: name)))
        canvas.write(
            name, at: x + width - 1 - length, y, isSelected ? .selection : .dim,
            paper: isSelected ? nil : inks.text, width: length, overflow: .cut)
    }

    // MARK: Folds

    private func draw(_ fold: Fold, _ list: [Int], isOpen: Bool, into canvas: inout Canvas) {
        let faces = list.map { scene.digest.faces[$0] }
        guard let first = faces.first else { return }
        let dim =
            list.allSatisfy { scene.focus.presence[$0] == .dim } || faces.allSatisfy { scene.isBlocked($0) }
        let inks = inks(first.kind, dim: dim, own: false)
        drawBar(first.kind, inks, scene.glyphs.bar, into: &canvas)
        canvas.write(
            words(fold, faces, width: width - 2), at: x + 1, y, inks.text, paper: inks.paper,
            marks: inks.marks,
            width: width - 2)
        guard width > 2 else { return }
        let clashes = faces.contains { $0.isInConflict }
        let mark: Character = clashes ? "!" : isOpen ? scene.glyphs.below : scene.glyphs.pointer
        let role: Role =
            isSelected
            ? (clashes ? .selectionAlert : .selection) : clashes ? first.kind.role(.conflict) : inks.text
        canvas.write(
            String(mark), at: x + width - 1, y, role, paper: isSelected || clashes ? nil : inks.paper,
            marks: clashes ? .bold : [])
    }
    /// `3 indiv.`, `3 individual`, `5 PRC  23 free`; a bare number could be people, too.
    private func words(_ fold: Fold, _ faces: [SessionFace], width: Int) -> String {
        switch fold.kind {
        case .individuals: return width >= 13 ? "\(faces.count) individual" : "\(faces.count) indiv."
        case .groups:
            let short = faces.first?.short ?? ""
            let free = faces.reduce(0) { $0 + $1.free }
            let head = "\(faces.count) \(short)"
            for (head, tail) in [
                (head, "\(free) free"), (head, "\(free)fr"), ("\(faces.count)\(short)", "\(free)fr"),
            ] {
                let gap = width - head.count - tail.count
                if gap >= 1 { return head + String(repeating: " ", count: gap) + tail }
            }
            return head
        }
    }

    // MARK: Places

    private func draw(_ letter: PlaceMarks.Letter, into canvas: inout Canvas) {
        let kind = scene.kind(of: letter.placement.service)
        let role: Role = isSelected ? .selection : kind.role(.ghost)
        canvas.fill(Rect(x: x, y: y, width: width, height: 1), " ", role)
        canvas.write(String(isSelected ? scene.glyphs.pointer : scene.glyphs.ghostBar), at: x, y, role)
        canvas.write(String(letter.letter), at: x + 1, y, isSelected ? .selection : .letter, marks: .bold)
        let short = scene.digest.shortNames[letter.placement.service] ?? ""
        canvas.write("\(short) \(letter.note)", at: x + 3, y, role, width: width - 3)
    }
    private func draw(_ ghost: PlaceMarks.Ghost, into canvas: inout Canvas) {
        let role: Role = isSelected ? .selection : ghost.fit.role
        canvas.fill(Rect(x: x, y: y, width: width, height: 1), " ", role)
        let head = isSelected ? scene.glyphs.pointer : scene.glyphs.ghostBar
        let text =
            "\(head)\(scene.glyphs.mark(ghost.fit)) \(ghost.title) \(ghost.notes.joined(separator: " "))"
        canvas.write(text, at: x, y, role, marks: .bold, width: width)
    }
}
