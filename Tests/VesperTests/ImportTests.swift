import ClinicStore
import Foundation
import Testing

struct `Importing a document` {
    @Test func `fills an empty store that only its owner can read, and comes out as the same clinic`()
        async throws
    {
        let place = try Workplace()
        let nested = ["VESPER_CLINIC": place.folder + "/new/folder/clinic.sqlite"]
        let run = try await place.vesper("import", Workplace.fixture("everything-40"), environment: nested)
        #expect(run.status == 0)
        #expect(run.out == "")
        #expect(run.err.contains("40 patients"))
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: place.folder + path)[.posixPermissions] as? Int
        }
        #expect(try mode("/new/folder") == 0o700)
        #expect(try mode("/new/folder/clinic.sqlite") == 0o600)

        let first = try await place.vesper("export", "clinic", environment: nested)
        let file = place.folder + "/again.json"
        let written = try await place.vesper("export", "clinic", "--out", file, environment: nested)
        #expect(written.status == 0 && written.out == "")
        #expect(try mode("/again.json") == 0o600)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == first.out)
        try await place.vesper("import", file)
        #expect(try await place.vesper("export", "clinic").out == first.out)
    }

    @Test func `does not replace what stands unless asked to, and then keeps a copy`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let before = try await place.vesper("export", "clinic").out

        let refused = try await place.vesper("import", Workplace.fixture("everything-40"))
        #expect(refused.status == 1)
        #expect(refused.err.contains("--replace"))
        #expect(try await place.vesper("export", "clinic").out == before)

        let replaced = try await place.vesper("import", Workplace.fixture("everything-40"), "--replace")
        #expect(replaced.status == 0)
        #expect(try await place.vesper("agenda", "--patient", "p40").status == 0)
        let copies = try FileManager.default.contentsOfDirectory(atPath: place.folder).filter {
            $0.contains("before-import")
        }
        let copy = try #require(copies.first)
        #expect(replaced.err.contains(copy))
        let kept = try await place.vesper("export", "clinic", "--clinic", place.folder + "/" + copy)
        #expect(kept.out == before)
    }

    @Test func `or a kept copy puts a clinic back, also over a damaged file with another's log beside it`()
        async throws
    {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let before = try await place.vesper("export", "clinic").out
        try await place.vesper("cancel", "g1@2026-11-23")
        let copy = place.clinic + ".kept-2026-11-23"
        let changed = try await place.vesper("export", "clinic").out
        try #require(FileManager.default.fileExists(atPath: copy) && changed != before)
        // It takes the place of a sound one, of which a copy is kept.
        #expect(try await place.vesper("import", copy).status == 1)
        let back = try await place.vesper("import", copy, "--replace")
        #expect(back.status == 0, "\(back.err)")
        #expect(try await place.vesper("export", "clinic").out == before)
        #expect(
            try await place.vesper("log").out.contains(
                "Restored the clinic from clinic.sqlite.kept-2026-11-23"))

        var bytes = try Data(contentsOf: URL(filePath: place.clinic))
        for i in 4096..<(bytes.count - 4096) where i % 7 != 0 { bytes[i] = 0xA5 }
        try bytes.write(to: URL(filePath: place.clinic))
        let broken = try await place.vesper("agenda")
        #expect(broken.status == 3)
        #expect(
            broken.err.contains("vesper import \(place.clinic).kept-DATE --replace --clinic \(place.clinic)"))
        let doctor = try await place.vesper("doctor")
        let newest = try #require(
            try FileManager.default.contentsOfDirectory(atPath: place.folder).first {
                $0.contains("before-import")
            })
        #expect(
            doctor.out.contains("vesper import \(place.folder)/\(newest) --replace --clinic \(place.clinic)"),
            "\(doctor.out)")
        _ = try place.write("left over", to: "clinic.sqlite-wal")
        let again = try await place.vesper("import", place.folder + "/" + newest, "--replace")
        #expect(again.status == 0 && again.err.contains(".damaged-2026-11-23"), "\(again.err)")
        #expect(try await place.vesper("export", "clinic").out == changed)
        #expect(try await place.vesper("log").lines.count > 2, "the journal of the copy came along")
        #expect(try await place.vesper("undo").status == 1)
    }

    @Test func `tells every error of a bad document and changes nothing`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let before = try await place.vesper("export", "clinic").out
        var text = try String(contentsOfFile: Workplace.fixture("harbor-20"), encoding: .utf8)
        for _ in 0..<11 {
            text.replace("\"ageBand\": \"adult\"", with: "\"ageBand\": \"grown-up\"", maxReplacements: 1)
        }
        let bad = try place.write(text, to: "bad.json")

        let run = try await place.vesper("import", bad, "--replace")
        #expect(run.status == 3)
        #expect(run.out == "")
        let told = run.err.split(separator: "\n").filter {
            $0.contains("ageBand: \"grown-up\" is not one of adult")
        }
        #expect(told.count == 11)
        #expect(told.allSatisfy { $0.hasPrefix(bad + ": patients[") && $0.contains("(line ") })
        #expect(run.err.contains("11 problems"))
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test(arguments: ["", "{", "[]", "{\"format\": \"other\"}", "\u{0}\u{1}"])
    func `refuses what is no document and makes no store`(text: String) async throws {
        let place = try Workplace()
        let run = try await place.vesper("import", try place.write(text, to: "bad.json"))
        #expect(run.status == 3)
        #expect(!run.err.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.clinic))
    }

    @Test func `counts broken rules and does not stop at them`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 2)
        text.replace(
            "\"patients\":",
            with: """
                "sessions": [
                  {"id": "a", "service": "individual", "date": "2026-11-24", "start": "10:00", "room": "r1",
                   "therapists": ["t1"], "patients": ["p1"]},
                  {"id": "b", "service": "individual", "date": "2026-11-24", "start": "10:30", "room": "r1",
                   "therapists": ["t1"], "patients": ["p2"]}],
                "patients":
                """)
        let run = try await place.vesper("import", try place.write(text, to: "clash.json"))
        #expect(run.status == 0)
        #expect(run.err.contains("2 broken rules in the week of 2026-11-23"))
    }
}

struct `An import` {
    @Test func `tells a time zone that nobody knows, and is dated by the clinic's clock`() async throws {
        let place = try Workplace()
        var text = SmallClinic.document(therapists: 1, patients: 1)
        text.replace("America/New_York", with: "Mars/Base")
        let run = try await place.vesper("import", try place.write(text, to: "mars.json"))
        #expect(run.status == 0)
        #expect(run.err.contains("Mars/Base"))
        #expect(try await place.vesper("log").out.hasPrefix(Workplace.now))
    }
}

struct `A clinic file` {
    @Test func `of a newer version is refused and left as it is`() async throws {
        let place = try Workplace()
        var schema = Schema.current
        schema.migrations.append(Schema.Migration(name: "v999", sql: "CREATE TABLE tomorrow (a INTEGER)"))
        do { _ = try ClinicStore.open(at: place.clinic, creating: true, schema: schema) }
        let before = try Data(contentsOf: URL(filePath: place.clinic))
        for arguments in [["check"], ["agenda"], ["log"], ["export", "clinic"], ["undo"]] {
            let run = try await place.vesper(arguments)
            #expect(run.status == 3)
            #expect(run.out == "")
            #expect(run.err.contains("newer"))
        }
        let imported = try await place.vesper("import", Workplace.fixture("harbor-20"), "--replace")
        #expect(imported.status == 3)
        #expect(try Data(contentsOf: URL(filePath: place.clinic)) == before)
    }

    @Test func `that is something else is refused and left as it is`() async throws {
        let place = try Workplace()
        let text = "Dear diary, today I learned that files can hold anything at all."
        _ = try place.write(text, to: "clinic.sqlite")
        let run = try await place.vesper("import", Workplace.fixture("harbor-20"), "--replace")
        #expect(run.status == 3)
        #expect(try String(contentsOfFile: place.clinic, encoding: .utf8) == text)
    }

    @Test func `that is not there is told apart from one that can't be used`() async throws {
        let place = try Workplace()
        let open = try await place.vesper()
        #expect(open.status == 0)
        #expect(open.out.contains("vesper demo") && open.out.contains("vesper import"))
        let check = try await place.vesper("check")
        #expect(check.status == 3)
        #expect(check.err.contains(place.clinic))
        #expect(!FileManager.default.fileExists(atPath: place.clinic))
    }

    @Test func `is copied by backup, to a new file only`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let copy = place.folder + "/copy.sqlite"
        #expect(try await place.vesper("backup", copy).status == 0)
        #expect(
            try await place.vesper("export", "clinic", "--clinic", copy).out
                == place.vesper("export", "clinic").out)
        #expect(try await place.vesper("backup", copy).status == 3)
    }
}
