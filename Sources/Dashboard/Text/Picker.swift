internal import Terminal

/// A list that is filtered by typing, one line of it selected.
struct Picker<Item: Sendable>: Sendable {
    private(set) var field = TextField()
    private(set) var items: [Item]
    private var texts: [SearchText]
    /// Indices into `items`, best first; without a query in their own order.
    private(set) var matches: [Int]
    private(set) var selection = 0

    init(_ items: [Item], text: (Item) -> SearchText) {
        self.items = items
        texts = items.map(text)
        matches = Array(items.indices)
    }
    var selected: Item? { matches.indices.contains(selection) ? items[matches[selection]] : nil }
    var query: String { field.words }

    /// Other items under the same query; the selection stays on its line.
    mutating func replace(_ items: [Item], texts: [SearchText]) {
        self.items = items
        self.texts = texts
        let line = selection
        match()
        selection = max(0, min(line, matches.count - 1))
    }
    mutating func take(_ key: Key) -> Bool {
        let before = field.text
        guard field.take(key) else { return false }
        if field.text != before { match() }
        return true
    }
    private mutating func match() {
        let query = Query(field.text)
        selection = 0
        if query.isEmpty {
            matches = Array(items.indices)
            return
        }
        var found: [(item: Int, score: Int)] = []
        for i in texts.indices {
            let score = query.score(texts[i])
            if score > 0 { found.append((i, score)) }
        }
        found.sort { ($1.score, $0.item) < ($0.score, $1.item) }
        matches = found.map(\.item)
    }
    mutating func select(_ line: Int) { selection = max(0, min(line, matches.count - 1)) }
    mutating func select(where isWanted: (Item) -> Bool) {
        if let line = matches.firstIndex(where: { isWanted(items[$0]) }) { selection = line }
    }
    /// By a step; round and round at the ends.
    mutating func step(_ by: Int) {
        guard !matches.isEmpty else { return }
        selection = (selection + by + matches.count) % matches.count
    }
    /// A page and the ends, which no text field needs; false for other keys.
    mutating func page(_ key: Key) -> Bool {
        switch key {
        case .pageUp: select(selection - 10)
        case .pageDown: select(selection + 10)
        default: return false
        }
        return true
    }
}
