internal import ClinicModel

/// When patients can come and the clinic is open, whatever is booked: worked out once each.
final class ShortageTimes {
    private struct Key: Hashable {
        var patient: Int
        var service: Int
        var minutes: Int
    }
    private let week: ClinicWeek
    private let grid: WeekMask
    /// By length in minutes.
    private var open: [Int: WeekMask] = [:]
    private var owns: [Key: WeekMask] = [:]

    init(_ week: ClinicWeek) {
        self.week = week
        var grid = WeekMask()
        for start in stride(from: 0, to: 7 * 1440, by: week.clinic.profile.gridMinutes) {
            grid.insert(from: start, to: start + WeekMask.resolution)
        }
        self.grid = grid
    }
    /// Starts of the grid within the clinic's hours.
    func starts(_ minutes: Int) -> WeekMask {
        if let known = open[minutes] { return known }
        let found = blocks(0, 0, minutes).open().intersection(grid)
        open[minutes] = found
        return found
    }
    /// Starts at which the patient's own times, care and authorizations allow so long.
    func own(_ p: Int, _ service: Int, _ minutes: Int) -> WeekMask {
        let key = Key(patient: p, service: service, minutes: minutes)
        if let known = owns[key] { return known }
        var out = StartBlocks.always
        for block in blocks(p, service, minutes).ofTimes() { out.subtract(block.starts) }
        for day in 0..<7
        where !week.courses.of[p].isActive(onDay: day)
            || !AuthorizationRule.isDated(p, service: service, day: day, in: week)
        {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        owns[key] = out
        return out
    }
    private func blocks(_ p: Int, _ service: Int, _ minutes: Int) -> StartBlocks {
        StartBlocks(
            week: week, patient: p, service: service, series: -1, minutes: minutes, name: Placement.unnamed,
            lifted: nil)
    }
}
