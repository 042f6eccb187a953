import Foundation
import Testing

struct `Files given to the program` {
    @Test func `of a clinic are never written over by --out`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        try await place.vesper("backup", place.folder + "/other.sqlite")
        try FileManager.default.createSymbolicLink(
            atPath: place.folder + "/link", withDestinationPath: place.clinic)
        try FileManager.default.linkItem(atPath: place.clinic, toPath: place.folder + "/twin")
        _ = try place.write("log", to: "clinic.sqlite-wal")
        for name in ["clinic.sqlite", "other.sqlite", "link", "twin", "clinic.sqlite-wal"] {
            let file = place.folder + "/" + name
            let before = try Data(contentsOf: URL(filePath: file))
            let document = ["check", "--document", Workplace.fixture("harbor-20"), "--out", file]
            let run = try await place.vesper(document)
            #expect(run.status == 2, "\(name)")
            #expect(run.err.contains("--out") && run.err.contains(file))
            #expect(try Data(contentsOf: URL(filePath: file)) == before)
        }
        try FileManager.default.removeItem(atPath: place.clinic + "-wal")
        for arguments in [["export", "clinic"], ["log", "--json"], ["agenda"]] {
            let run = try await place.vesper(arguments + ["--out", place.clinic])
            #expect(run.status == 2)
        }
        #expect(try await place.vesper("agenda").status == 0)
    }

    @Test func `may be links and pipes`() async throws {
        let place = try Workplace()
        let target = try place.write("old", to: "target.json")
        try FileManager.default.createSymbolicLink(
            atPath: place.folder + "/link.json", withDestinationPath: target)
        let document = Workplace.fixture("harbor-20")
        let out = place.folder + "/link.json"
        #expect(try await place.vesper("check", "--document", document, "--json", "--out", out).status == 0)
        #expect(try String(contentsOfFile: target, encoding: .utf8).contains("score"))
        let device = try await place.vesper("check", "--document", document, "--out", "/dev/stdout")
        #expect(device.status == 0 && device.out.contains("total"))
    }

    @Test(arguments: ["/dev/null", "nowhere.json", "."])
    func `that hold no document are told for what they are`(name: String) async throws {
        let place = try Workplace()
        let file = name.hasPrefix("/") ? name : place.folder + "/" + name
        let run = try await place.vesper("check", "--document", file)
        #expect(run.status == 3)
        #expect(!run.err.contains("by this user"))
    }
}

struct `A clinic file that may only be read` {
    private enum Setting: String, CaseIterable {
        case file, folder, both
        var fileMode: Int { self == .folder ? 0o666 : 0o444 }
        var folderMode: Int { self == .file ? 0o777 : 0o555 }
    }
    private static let reading = [
        ["check", "--json"], ["agenda"], ["log", "--json"], ["export", "clinic"],
        ["suggest", "--patient", "p1", "--service", "individual", "--week", "next mon"],
    ]

    private func chmod(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test(arguments: Setting.allCases)
    private func `is read as it stands, and nothing is left beside it`(setting: Setting) async throws {
        let place = try Workplace()
        let folder = place.folder + "/shared"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let clinic = ["VESPER_CLINIC": folder + "/clinic.sqlite"]
        try await place.vesper(["import", Workplace.fixture("harbor-20")], environment: clinic)
        var before: [String] = []
        for arguments in Self.reading {
            before.append(try await place.vesper(arguments, environment: clinic).out)
        }
        try chmod(folder + "/clinic.sqlite", setting.fileMode)
        try chmod(folder, setting.folderMode)
        defer { try? chmod(folder, 0o755) }
        let there = try names(in: folder)

        for (arguments, out) in zip(Self.reading, before) {
            let run = try await place.asStranger(arguments, environment: clinic)
            #expect(run.out == out, "\(arguments): \(run.err)")
            #expect(run.err.contains("can't be written by this user"))
        }
        let doctor = try await place.asStranger(["doctor"], environment: clinic)
        #expect(doctor.out.contains("reading only"))
        let change = try await place.asStranger(["undo"], environment: clinic)
        #expect(change.status != 0)
        let import_ = try await place.asStranger(
            ["import", Workplace.fixture("harbor-20"), "--replace"], environment: clinic)
        #expect(import_.status == 3)
        #expect(import_.err.contains("can't be written by this user"))
        #expect(try names(in: folder) == there)
    }

    @Test func `is not said to be missing when its folder is closed`() async throws {
        let place = try Workplace()
        let folder = place.folder + "/closed"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let clinic = ["VESPER_CLINIC": folder + "/clinic.sqlite"]
        try await place.vesper(["import", Workplace.fixture("harbor-20")], environment: clinic)
        try chmod(folder, 0)
        defer { try? chmod(folder, 0o755) }
        for arguments in [["check"], []] {
            let run = try await place.asStranger(arguments, environment: clinic)
            #expect(run.status == 3)
            #expect(run.err.contains("can't be read by this user"))
        }
    }
}

struct `What is set` {
    private func doctor(_ bytes: [UInt8]) async throws -> (Run, file: String) {
        let place = try Workplace()
        let folder = place.folder + "/.config/vesper"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: folder + "/config.toml"))
        return (try await place.vesper("doctor", "--json"), folder + "/config.toml")
    }
    private func problems(_ run: Run) throws -> [String] {
        try #require((try run.json as? [String: Any])?["problems"] as? [String])
    }

    @Test func `wrongly is told by the doctor, line by line`() async throws {
        let text = """
            glyphs = "runes"
            accessible = 3
            colour = "x"
            theme = "no-such"
            preset = "vim"
            [keys]
            quit = []
            book = ["m"]
            fly = "f"
            """
        let (run, file) = try await doctor(Array(text.utf8))
        #expect(run.status == 1)
        let told = try problems(run).filter { $0.hasPrefix(file) }
        let lines = told.compactMap { Int($0.dropFirst(file.count + 1).prefix { $0.isNumber }) }
        #expect(lines == [1, 2, 3, 5, 7, 9, 8, 4])
        #expect(told.contains { $0.contains("[keys] move has no key any more: m is given to book") })
        #expect(told.last?.contains("theme \"no-such\": there is no such theme") == true)
    }

    @Test func `for two commands is told of the one that goes without, with who has it`() async throws {
        let text = "[keys]\nbook = [\"y\"]\nmove = [\"y\"]\n"
        let (run, file) = try await doctor(Array(text.utf8))
        #expect(
            try problems(run).filter { $0.hasPrefix(file) } == [
                "\(file):2: [keys] book: y is given to move as well (line 3), which has it; give one of them another"
            ])
        let (some, _) = try await doctor(Array("[keys]\nmove = \"b\"\nbook = [\"b\", \"Ins\"]\n".utf8))
        #expect(
            try problems(some).contains {
                $0.contains(":3: [keys] book: b is given to move as well (line 2)")
            })
    }

    @Test(arguments: [
        (["LC_ALL": "xx_YY.ISO-8859-1"], "ISO-8859-1"),
        (["LC_ALL": "", "LC_CTYPE": "xx_YY.ISO-8859-15@euro"], "ISO-8859-15"),
    ])
    func `of a locale without UTF-8 is told by the doctor with its cure`(
        locale: [String: String], name: String
    ) async throws {
        let place = try Workplace()
        let environment = ["TERM": "xterm-256color"].merging(locale) { $1 }
        let run = try await place.vesper(["doctor", "--json"], environment: environment)
        #expect(run.out.contains("\(name), glyphs ascii"))
        #expect(
            try problems(run).contains { $0.contains(name) && $0.contains("LC_ALL=C.UTF-8") }, "\(run.out)")
    }
    /// One that is not installed here says what the terminal takes all the same; where nothing is said it takes UTF-8.
    @Test(arguments: [
        ["LC_ALL": "xx_YY.utf8"], ["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "", "LANG": ""],
    ])
    func `of UTF-8, or of nothing at all, is taken for UTF-8`(locale: [String: String]) async throws {
        let place = try Workplace()
        let environment = ["TERM": "xterm-256color"].merging(locale) { $1 }
        let good = try await place.vesper(["doctor", "--json"], environment: environment)
        #expect(good.out.contains("UTF-8, glyphs unicode"), "\(good.out)")
    }

    @Test func `of colours on the command line is what the doctor tells of`() async throws {
        let place = try Workplace()
        let run = try await place.vesper(
            ["doctor", "--color", "never"], environment: ["TERM": "xterm-256color"])
        #expect(run.out.contains("mono: --color never"), "\(run.out)")
    }

    @Test func `in no text is told, and so is a folder in its place`() async throws {
        let (run, file) = try await doctor([0x00, 0xFF])
        #expect(try problems(run).contains { $0.hasPrefix(file) && $0.contains("UTF-8") })
        let place = try Workplace()
        try FileManager.default.createDirectory(
            atPath: place.folder + "/.config/vesper/config.toml", withIntermediateDirectories: true)
        let folder = try await place.vesper("doctor", "--json")
        #expect(try problems(folder).contains { $0.contains("config.toml: can't be read") })
        let keys = try await place.vesper("keys")
        #expect(keys.status == 0 && keys.err.contains("config.toml"))
    }
}
