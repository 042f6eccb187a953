import ClinicModel
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

struct `What is typed` {
    private func word(_ text: String) throws -> SearchWord { try #require(Query(text).words.first) }

    @Test(arguments: [
        ("winter", "winterbourne"), ("bourne", "winterbourne"), ("wtf", "whitfield"),
        ("wintrebourne", "winterbourne"), ("wintebourne", "winterbourne"), ("winnterb", "winterbourne"),
        ("winzerb", "winterbourne"), ("Fénn", "fenn"),
    ])
    func `finds a name by its start, a part, its letters or with one mistake`(typed: String, name: String)
        throws
    {
        #expect(SearchText(name).score(try word(typed)) > 0)
    }
    @Test(arguments: [
        ("winterbournes", "winter"), ("wtf", "fitwhield"), ("xanzerb", "winterbourne"), ("z", "abc"),
        ("wint", "wi"),
    ])
    func `finds nothing that is further off`(typed: String, name: String) throws {
        #expect(SearchText(name).score(try word(typed)) == 0)
    }
    @Test func `ranks a whole word before a start, a part, letters left out and a mistake`() throws {
        let ranked = ["fenn", "fennimore", "adfenn", "fxexnxn", "fenm"].map { SearchText($0) }
        let typed = try word("fenn")
        let scores = ranked.map { $0.score(typed) }
        #expect(scores == scores.sorted(by: >))
        #expect(Set(scores).count == scores.count)
    }

    @Test func `of patients who fit as well those whose plan lacks it come first`() throws {
        for fixture in ["everything-40", "harbor-200"] {
            let robot = try Robot(fixture)
            for query in ["mor ind", "el ind", "a ind", "s psy"] {
                var question = BookingQuestion(patient: nil, at: nil, in: robot.state)
                for c in query { _ = question.take(.character(c)) }
                let words = Query(query).words
                // Both words begin a name or a service: then nothing but the plan tells them apart.
                let starts = question.candidates.filter { c in
                    let texts = [
                        SearchText(robot.state.name(c.patient)),
                        SearchText(robot.state.short(c.service), robot.state.week.name(of: c.service)),
                    ]
                    return words.allSatisfy { w in texts.contains { $0.score(w) >= SearchWord.start } }
                }
                let lacks = starts.map { $0.missing > 0 }
                #expect(lacks == lacks.filter { $0 } + lacks.filter { !$0 }, "\(fixture) \(query)")
            }
        }
    }

    @Test func `undo in the help is undo and redo before any other`() throws {
        let robot = try Robot()
        try robot.press("?")
        robot.type("undo")
        guard case .commands(let list) = robot.state.mode else {
            Issue.record("no help")
            return
        }
        #expect(list.picker.matches.prefix(2).map { list.picker.items[$0].command } == [.undo, .redo])
    }

    @Test func `a long paste into a field is cut and answered`() throws {
        for key in ["b", "/", "?"] {
            let robot = try Robot("harbor-200")
            try robot.press(key)
            robot.send(.key(.paste(String(repeating: "xq", count: 2500))))
            #expect(robot.state.mode.context == .list)
            try robot.press("Ctrl-U", "Esc")
            #expect(robot.state.mode.context == .week)
        }
    }
}
