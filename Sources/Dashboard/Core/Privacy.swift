// What holds names that are shown prints as nothing: in dumps, logs and failures of tests nobody is named.

extension DashboardState: CustomStringConvertible, CustomReflectable {
    package var description: String { "DashboardState" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
extension WeekScene: CustomStringConvertible, CustomReflectable {
    package var description: String { "WeekScene" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
extension WeekScreen: CustomStringConvertible, CustomReflectable {
    package var description: String { "WeekScreen" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
