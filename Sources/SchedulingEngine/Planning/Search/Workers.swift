/// How work is done side by side. The engine knows no threads: who calls it says how many closures may run at
/// once, and runs them.
package struct Workers: Sendable {
    package var count: Int
    private let perform: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// `perform` calls the body once with each of 0 ..< count, on any thread, and returns when all are done.
    package init(
        count: Int, perform: @escaping @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void
    ) {
        self.count = max(1, count)
        self.perform = perform
    }
    /// One after another.
    package static let serial = Workers(count: 1) { _, _ in }

    func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
        if self.count == 1 || count == 1 { for i in 0..<count { body(i) } } else { perform(count, body) }
    }
}
