import Foundation
import Testing

struct `Asking a document` {
    private static let everything = Workplace.fixture("everything-40")

    @Test func `check tells rules and score as JSON, without a store`() async throws {
        let place = try Workplace()
        let run = try await place.vesper("check", "--document", Self.everything, "--week", "wed", "--json")
        #expect(run.status == 0)
        let value = try #require(try run.json as? [String: Any])
        #expect(
            Set(value.keys) == ["valid", "week", "score", "unmetSessions", "violations", "overridden"])
        #expect(value["week"] as? String == "2026-11-23")
        let score = try #require(value["score"] as? [String: Int])
        #expect(score["total"] == score.filter { $0.key != "total" }.values.reduce(0, +))
        #expect(score["total"] == 50662)
        #expect(value["unmetSessions"] as? Int == 151)
        let overridden = try #require(value["overridden"] as? [[String: Any]])
        #expect(overridden.count == 3)
        #expect(
            overridden.allSatisfy {
                Set($0.keys) == ["rule", "who", "when", "message", "person", "sessions"]
            })
        #expect(!FileManager.default.fileExists(atPath: place.clinic))
    }

    @Test func `check finds what is broken and ends with 1`() async throws {
        let place = try Workplace()
        var text = try String(contentsOfFile: Self.everything, encoding: .utf8)
        text.replace("\"gridMinutes\": 15", with: "\"gridMinutes\": 60")
        let file = try place.write(text, to: "grid.json")
        let run = try await place.vesper("check", "--document", file)
        #expect(run.status == 1)
        #expect(run.out.contains("grid "))
        let json = try #require(
            try await place.vesper("check", "--document", file, "--json").json as? [String: Any])
        #expect(json["valid"] as? Bool == false)
        let violations = try #require(json["violations"] as? [[String: Any]])
        #expect(violations.allSatisfy { $0["rule"] as? String == "grid" })
        #expect(!violations.isEmpty)
    }

    @Test func `suggest lists places that can be booked, best first`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let list = try await place.vesper(
            "suggest", "--patient", "p1", "--service", "individual", "--week", "next mon", "--count", "3",
            "--json")
        let places = try #require(try list.json as? [[String: Any]])
        #expect(places.count == 3)
        let costs = places.compactMap { $0["cost"] as? Int }
        #expect(costs == costs.sorted() && costs.count == 3)
        let first = places[0]
        for key in ["date", "start", "end", "therapist", "room", "series", "cost", "reasons"] {
            #expect(first.keys.contains(key))
        }
        let (date, start) = try (#require(first["date"] as? String), #require(first["start"] as? String))
        let booked = try await place.vesper(
            "book", "--patient", "p1", "--service", "individual", "--at", "\(date) \(start)", "--therapist",
            try #require(first["therapist"] as? String), "--room", try #require(first["room"] as? String))
        #expect(booked.status == 0, "\(booked.err)")
    }

    @Test func `suggest says what takes the places away when there is none`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 1)
        text.replace(
            "\"admitted\"",
            with:
                #""work": [{"days": ["mon","tue","wed","thu","fri"], "from": "07:00", "to": "21:00"}], "admitted""#
        )
        let file = try place.write(text, to: "busy.json")
        let run = try await place.vesper("suggest", "--patient", "p1", "--service", "ind", "--document", file)
        #expect(run.status == 1)
        #expect(run.out.contains("work hours"))
        let json = try await place.vesper(
            "suggest", "--patient", "p1", "--service", "ind", "--document", file, "--json")
        #expect(json.status == 1)
        #expect((try json.json as? [Any])?.isEmpty == true)
    }

    @Test func `why says what leaves no place, and what there is where there is one`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 1)
        let fine = try place.write(text, to: "fine.json")
        let open = try await place.vesper(
            "why", "--patient", "p1", "--service", "ind", "--document", fine, "--week", "2026-11-23")
        #expect(open.status == 0)
        #expect(open.lines.first?.hasSuffix("115 of 115 starts fit") == true, "\(open.out)")
        #expect(open.out.contains("the plan asks for none this week"))
        text.replace(
            "\"admitted\"",
            with: """
                "plan": {"needs": [{"service": "individual", "count": 1}]}, "work": \
                [{"days": ["mon","tue","wed","thu","fri"], "from": "07:00", "to": "21:00"}], "admitted"
                """)
        let file = try place.write(text, to: "busy.json")
        let arguments = [
            "why", "--patient", "p1", "--service", "ind", "--document", file, "--week", "2026-11-23",
        ]
        let told = try await place.vesper(arguments)
        #expect(told.status == 1)
        #expect(told.out.contains("impossible whatever is moved"))
        #expect(told.out.contains("115 lost to work hours"))
        #expect(told.out.contains("without work hours: 115 starts open"))
        let run = try await place.vesper(arguments + ["--json"])
        #expect(run.status == 1 && run.err == "")
        let value = try #require(try run.json as? [String: Any])
        #expect(
            Set(value.keys) == [
                "patient", "service", "week", "wanted", "have", "missing", "starts", "fitting", "best",
                "counts", "conflict", "impossible", "relaxations", "blockers", "unmet", "shortages", "reason",
            ])
        #expect(value["conflict"] as? [String] == ["clinicHours", "patientWork"])
        #expect(value["impossible"] as? Bool == true && value["missing"] as? Int == 1)
        let unmet = try #require(value["unmet"] as? [[String: Any]])
        #expect(unmet.first?["forced"] as? Bool == true)
    }

    @Test func `suggest says when the patient is in the only group already`() async throws {
        let place = try Workplace()
        let run = try await place.vesper(
            "suggest", "--document", Workplace.fixture("harbor-20"), "--patient", "p1", "--service", "womens")
        #expect(run.status == 1)
        #expect(run.out.contains("already in it: Wed 25 Nov 17:30 (g12@2026-11-25)"), "\(run.out)")
    }

    @Test func `a document and a store of it are asked from the same moment on`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let now = ["VESPER_NOW": "2026-11-25 14:02"]
        for week in ["wed", "last wed", "next wed"] {
            let question = [
                "suggest", "--patient", "p4", "--service", "individual", "--count", "1000", "--week", week,
            ]
            let stored = try await place.vesper(question, environment: now)
            let read = try await place.vesper(
                question + ["--document", Workplace.fixture("harbor-20")], environment: now)
            #expect(stored.out == read.out)
            if week == "wed" {
                #expect(!stored.lines.isEmpty)
                #expect(stored.lines.allSatisfy { $0.prefix(14).suffix(10) >= "2026-11-25" })
            }
        }
    }

    @Test func `names lists ids with names, for what was ambiguous`() async throws {
        let place = try Workplace()
        let run = try await place.vesper("names", "winter", "--document", Self.everything)
        #expect(run.status == 0)
        #expect(
            run.lines.contains { $0.hasPrefix("patient") && $0.contains("p4") && $0.contains("Winterbourne") }
        )
        let nobody = try await place.vesper("names", "nobody at all", "--document", Self.everything)
        #expect(nobody.status == 1 && nobody.out == "")
        let all = try await place.vesper("names", "--document", Self.everything, "--json")
        let kinds = (try #require(try all.json as? [[String: String]])).compactMap { $0["kind"] }
        #expect(Set(kinds) == ["patient", "therapist", "room", "service", "series"])
    }

    @Test func `numbers below zero are values, not options`() async throws {
        let place = try Workplace()
        let count = try await place.vesper(
            "suggest", "--patient", "p1", "--service", "individual", "--count", "-3", "--document",
            Self.everything)
        #expect(count.status == 2 && count.err.contains("from 1 to 1000"))
        let week = try await place.vesper("check", "--week", "-1w", "--json", "--document", Self.everything)
        #expect((try week.json as? [String: Any])?["week"] as? String == "2026-11-16")
    }

    @Test func `nothing of a name commands the terminal or turns what it shows`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 1)
        text.replace("Surname1", with: "Sur\u{202E}name1\u{9B}31m\u{2066}")
        let file = try place.write(text, to: "turned.json")
        for arguments in [["names"], ["names", "--json"], ["check"]] {
            let run = try await place.vesper(arguments + ["--document", file])
            for scalar in run.out.unicodeScalars {
                #expect(!["\u{202E}", "\u{9B}", "\u{2066}"].contains(scalar))
            }
        }
        let shown = try await place.vesper("names", "p1", "--document", file)
        #expect(shown.out.contains("Sur?name1"))
        let list = try #require(
            try await place.vesper("names", "p1", "--document", file, "--json").json as? [[String: String]])
        #expect(list.first?["name"]?.hasPrefix("Sur\u{202E}name1") == true)
    }

    @Test(arguments: [
        ["agenda", "--patient", "a"], ["agenda", "--patient", "nobody at all"],
        ["agenda", "--room", "office"],
        ["agenda", "--week", "someday"], ["check", "--week", "2026-02-30"],
        ["agenda", "--from", "tue", "--to", "mon"],
        ["why", "--patient", "p1"], ["why", "--service", "process"],
        ["why", "--patient", "p1", "--service", "yodelling"],
        ["suggest", "--patient", "p1"], ["suggest", "--patient", "p1", "--service", "yodelling"],
        ["check", "--colour"], ["chekc"], ["agenda", "extra"],
    ])
    func `what can't be understood ends with 2 and a word about it`(arguments: [String]) async throws {
        let place = try Workplace()
        var all = arguments
        if ["agenda", "check", "suggest", "why"].contains(arguments[0]) {
            all += ["--document", Self.everything]
        }
        let run = try await place.vesper(all)
        #expect(run.status == 2)
        #expect(run.out == "")
        #expect(!run.err.isEmpty)
    }

    @Test func `an ambiguous name lists its candidates by id`() async throws {
        let place = try Workplace()
        let run = try await place.vesper("agenda", "--patient", "WINTER", "--document", Self.everything)
        #expect(run.status == 2)
        #expect(run.err.contains("p4"))
        #expect(!run.err.contains("Rosa") && !run.err.contains("Winterbourne"))
        let one = try await place.vesper("agenda", "--patient", "rosa WINTER", "--document", Self.everything)
        #expect(one.status == 0)
    }

    @Test func `every command helps itself, with examples`() async throws {
        let place = try Workplace()
        let commands = [
            "open", "demo", "import", "export", "export clinic", "check", "agenda", "suggest", "why", "names",
            "book", "move",
            "cancel",
            "enroll", "leave", "undo", "redo", "log", "keys", "theme list", "theme check", "doctor", "backup",
        ]
        for command in commands {
            let run = try await place.vesper(command.split(separator: " ").map { String($0) } + ["--help"])
            #expect(run.status == 0)
            let examples = run.out.split(separator: "\n").filter { $0.hasPrefix("  vesper ") }
            #expect(examples.count == 2, "\(command): \(examples)")
        }
        #expect(try await place.vesper("--version").out.hasPrefix("vesper "))
    }

    @Test func `options may stand before the command`() async throws {
        let place = try Workplace()
        try await place.vesper(
            "import", Workplace.fixture("harbor-20"), "--clinic", place.folder + "/other.sqlite")
        let run = try await place.vesper(
            "--clinic", place.folder + "/other.sqlite", "--color=never", "agenda")
        #expect(run.status == 0)
        #expect(!run.lines.isEmpty)
    }

    @Test func `output that can't be written is told`() async throws {
        let place = try Workplace()
        let run = try await place.vesper(
            "agenda", "--document", Self.everything, "--out", place.folder + "/nowhere/agenda.txt")
        #expect(run.status == 3)
        let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
        #expect(!left.contains { $0.contains("agenda") })
    }

    @Test func `the demo can be kept, dated to this week, with something to discover`() async throws {
        let place = try Workplace()
        let path = place.folder + "/demo.sqlite"
        #expect(try await place.vesper("demo", "--keep", path).status == 0)
        let run = try await place.vesper("check", "--clinic", path, "--json")
        #expect(run.status == 1)
        let value = try #require(try run.json as? [String: Any])
        #expect((2...4).contains(try #require(value["violations"] as? [Any]).count))
        #expect(try await place.vesper("demo", "--keep", path).status == 1)
        #expect(try await place.vesper("doctor", "--clinic", path).out.contains("mode 600"))
    }
}
