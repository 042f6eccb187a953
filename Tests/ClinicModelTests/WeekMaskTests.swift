import ClinicModel
import Testing

struct `A week mask` {
    @Test func `holds the minutes put in and no others`() {
        var mask = WeekMask()
        mask.insert(from: 1050, to: 1140)
        #expect(mask.minutes == 90)
        #expect(mask.contains(minute: 1050))
        #expect(mask.contains(minute: 1139))
        #expect(!mask.contains(minute: 1140))
        #expect(!mask.contains(minute: 1049))
    }

    @Test(arguments: [(-60, 30, 30), (10_050, 10_200, 30), (0, 10_080, 10_080), (300, 300, 0), (-50, -10, 0)])
    func `cuts what lies outside the week`(from: Int, to: Int, minutes: Int) {
        var mask = WeekMask()
        mask.insert(from: from, to: to)
        #expect(mask.minutes == minutes)
    }

    @Test func `touching and covering are half-open`() {
        var mask = WeekMask()
        mask.insert(from: 600, to: 700)
        #expect(!mask.touches(from: 700, to: 800))
        #expect(!mask.touches(from: 500, to: 600))
        #expect(mask.touches(from: 695, to: 800))
        #expect(mask.covers(from: 600, to: 700))
        #expect(!mask.covers(from: 600, to: 705))
    }

    @Test(arguments: [5, 45, 60, 90, 120, 320, 1440, 10_075, 10_080, 10_085, 100_000, 500_000, .max])
    func `starts are where a free stretch of that length begins`(length: Int) {
        var mask = WeekMask()
        for (a, b) in [(0, 45), (300, 390), (1000, 1060), (1435, 3000), (5000, 5320)] {
            mask.insert(from: a, to: b)
        }
        let starts = mask.starts(ofLength: length)
        for minute in stride(from: 0, to: 10_080, by: 5) {
            let free = length <= 10_080 - minute && mask.covers(from: minute, to: minute + length)
            #expect(starts.contains(minute: minute) == free, "at minute \(minute)")
        }
    }

    @Test(arguments: [5, 45, 60, 90, 320, 1440, 10_080, 100_000, 500_000, .max])
    func `spans are the time that sessions of that length take which begin there`(length: Int) {
        let begins = [0, 295, 300, 1000, 4095, 10_040, 10_075]
        var mask = WeekMask()
        for minute in begins { mask.insert(from: minute, to: minute + 5) }
        let spans = mask.spans(ofLength: length)
        for minute in stride(from: 0, to: 10_080, by: 5) {
            let isTaken = begins.contains { $0 <= minute && minute - $0 < length }
            #expect(spans.contains(minute: minute) == isTaken, "at minute \(minute)")
        }
        #expect(spans.minutes == stride(from: 0, to: 10_080, by: 5).count { spans.contains(minute: $0) } * 5)
    }

    @Test func `differ and unite as sets`() {
        var a = WeekMask()
        a.insert(from: 0, to: 500)
        var b = WeekMask()
        b.insert(from: 400, to: 900)
        #expect(a.union(b).minutes == 900)
        #expect(a.intersection(b).minutes == 100)
        #expect(a.subtracting(b).minutes == 400)
        var c = a
        c.remove(from: 400, to: 500)
        #expect(c == a.subtracting(b))
    }
}
