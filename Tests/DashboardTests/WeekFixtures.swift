import ClinicModel
import Foundation
import Interchange
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Scenes and pictures of the week, for the tests of its drawings.
enum WeekFixture {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
    static let monday = CivilDate("2026-11-23") ?? CivilDate(dayNumber: 20780)

    static func clinic(_ name: String) throws -> Clinic {
        let file = tests.appending(path: "Fixtures/\(name).json")
        return try ClinicDocument.read(Array(try Data(contentsOf: file)))
    }
    /// `everything-40` with conflicts: a group moved into somebody's work, a therapist in two groups at once, two
    /// sessions in one room; and a room so small that a group fills it.
    static func troubledClinic() throws -> Clinic {
        var clinic = try clinic("everything-40")
        func change(_ id: SeriesID, _ body: (inout Series) -> Void) {
            for i in clinic.series.indices where clinic.series[i].id == id { body(&clinic.series[i]) }
        }
        change("g13") { $0.slot = WeeklySlot(.tuesday, TimeOfDay(minutes: 17 * 60)) }
        change("g12") {
            $0.therapists = ["t7"]
            $0.slot = WeeklySlot(.tuesday, TimeOfDay(minutes: 17 * 60 + 45))
        }
        change("i20") { $0.room = "r7" }
        for i in clinic.rooms.indices where clinic.rooms[i].id == "r1" { clinic.rooms[i].capacity = 4 }
        return clinic
    }
    /// The week of 23 November 2026, seen on Tuesday at two.
    static func scene(_ name: String, view: WeekView = .board, lens: Lens = .everyone) throws -> WeekScene {
        try scene(clinic(name), view: view, lens: lens)
    }
    static func scene(_ clinic: Clinic, view: WeekView = .board, lens: Lens = .everyone) -> WeekScene {
        WeekScene(
            week: ClinicWeek(clinic, week: monday),
            now: CivilMoment(monday + 1, TimeOfDay(minutes: 14 * 60 + 2)),
            view: view, lens: lens)
    }
    static func picture(_ scene: WeekScene, _ size: Size) -> Canvas {
        var canvas = Canvas(size: size, glyphs: scene.glyphs)
        WeekScreen(scene, size: size).draw(into: &canvas)
        return canvas
    }

    /// Compares a picture with the one kept under its name. With `VESPER_RECORD_PICTURES` set it is kept anew,
    /// to be read before it is committed.
    static func expect(
        _ name: String, _ scene: WeekScene, _ size: Size, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let text = picture(scene, size).text + "\n"
        let folder = tests.appending(path: "DashboardTests/Pictures")
        let file = folder.appending(path: "\(name)-\(size.columns)x\(size.rows).txt")
        if ProcessInfo.processInfo.environment["VESPER_RECORD_PICTURES"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        guard text != kept else { return }
        let rows = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            kept.split(separator: "\n", omittingEmptySubsequences: false))
        let differing = rows.enumerated().filter { $0.element.0 != $0.element.1 }.prefix(5).map {
            "row \($0.offset)\n  is   \($0.element.0)\n  kept \($0.element.1)"
        }
        Issue.record(
            "\(file.lastPathComponent)\n\(differing.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }
    static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 50),
        Size(columns: 40, rows: 10), Size(columns: 1, rows: 1),
    ]
}
