/// Pipes of whole numbers from a source to a sink, and the greatest flow through them, by Dinic's method.
struct FlowNetwork {
    /// Pipes in pairs: one and its reverse.
    private var to: [Int32] = []
    private var room: [Int32] = []
    private var next: [Int32] = []
    private var first: [Int32] = []
    private var level: [Int32] = []
    private var at: [Int32] = []

    mutating func addNode() -> Int {
        first.append(-1)
        return first.count - 1
    }
    mutating func connect(_ a: Int, _ b: Int, _ capacity: Int) {
        pipe(a, b, capacity)
        pipe(b, a, 0)
    }
    private mutating func pipe(_ a: Int, _ b: Int, _ capacity: Int) {
        to.append(Int32(b))
        room.append(Int32(clamping: capacity))
        next.append(first[a])
        first[a] = Int32(to.count - 1)
    }

    /// Fills the network; afterwards `reachable` tells the smaller side of the least cut.
    mutating func fill(from source: Int, to sink: Int) -> Int {
        var flow = 0
        while true {
            measure(from: source)
            if level[sink] < 0 { return flow }
            at = first
            while true {
                let more = push(source, sink, .max)
                if more == 0 { break }
                flow += Int(more)
            }
        }
    }
    /// By node: whether more could flow there from the source. The least cut with the fewest nodes on the
    /// source's side.
    func reachable() -> [Bool] { level.map { $0 >= 0 } }

    private mutating func measure(from source: Int) {
        level = [Int32](repeating: -1, count: first.count)
        level[source] = 0
        var queue = [Int32(source)]
        var i = 0
        while i < queue.count {
            let node = Int(queue[i])
            i += 1
            var e = Int(first[node])
            while e >= 0 {
                if room[e] > 0, level[Int(to[e])] < 0 {
                    level[Int(to[e])] = level[node] + 1
                    queue.append(to[e])
                }
                e = Int(next[e])
            }
        }
    }
    private mutating func push(_ node: Int, _ sink: Int, _ most: Int32) -> Int32 {
        if node == sink { return most }
        while at[node] >= 0 {
            let e = Int(at[node])
            let other = Int(to[e])
            if room[e] > 0, level[other] == level[node] + 1 {
                let sent = push(other, sink, min(most, room[e]))
                if sent > 0 {
                    room[e] -= sent
                    room[e ^ 1] += sent
                    return sent
                }
            }
            at[node] = next[e]
        }
        return 0
    }
}

/// People who want so much each, on days, of things that give so much each: who can't all be served, and by
/// what.
struct DemandNetwork {
    /// What one may take of a thing on a day.
    struct Wish {
        var day: Int
        var thing: Int
        var most: Int
    }
    /// Some who want more than the things in their reach give, and nobody could be left out of them.
    struct Lack: Equatable {
        /// Places among those added, in order.
        var people: [Int] = []
        var things: [Int] = []
        /// What those people need of those things, once they took what they can elsewhere.
        var needed = 0
        var there = 0
    }

    private struct Person {
        var wanted: Int
        var aDay: Int
        var wishes: [Wish]
    }
    private let gives: [Int]
    private var people: [Person] = []

    init(_ gives: [Int]) { self.gives = gives }
    /// Somebody who wants so much, no more than `aDay` of it on one day.
    mutating func add(wanting wanted: Int, aDay: Int, _ wishes: [Wish]) {
        people.append(Person(wanted: wanted, aDay: aDay, wishes: wishes))
    }

    /// The least cut, in parts that share nothing.
    func lacks() -> [Lack] {
        isEasy ? [] : Cut(gives, people).lacks()
    }

    /// Whether there is enough when whoever has the least choice takes first, where most is left: found, most
    /// often, in a fraction of the time that the greatest flow takes.
    private var isEasy: Bool {
        let choice = people.map { p in p.wishes.reduce(0) { $0 + min($1.most, gives[$1.thing]) } - p.wanted }
        var left = gives
        for i in people.indices.sorted(by: { (choice[$0], $0) < (choice[$1], $1) }) {
            let p = people[i]
            var open = [Int](repeating: p.aDay, count: 7)
            var wanted = p.wanted
            var rest = p.wishes.map(\.most)
            while wanted > 0 {
                var best = -1
                var most = 0
                for (n, wish) in p.wishes.enumerated() where left[wish.thing] > most {
                    if rest[n] == 0 || open[wish.day] == 0 { continue }
                    most = left[wish.thing]
                    best = n
                }
                if best < 0 { return false }
                let wish = p.wishes[best]
                let taken = min(wanted, rest[best], most, open[wish.day])
                rest[best] -= taken
                left[wish.thing] -= taken
                open[wish.day] -= taken
                wanted -= taken
            }
        }
        return true
    }

    /// The network of those who want and what there is, and its least cut.
    private struct Cut {
        private let network: FlowNetwork
        private let source: Int
        private let sink: Int
        private let people: [(person: Person, node: Int, days: [Int])]
        private let things: [(node: Int, gives: Int)]

        init(_ gives: [Int], _ people: [Person]) {
            var network = FlowNetwork()
            let source = network.addNode()
            let sink = network.addNode()
            let things = gives.map { n in
                let node = network.addNode()
                network.connect(node, sink, n)
                return (node, n)
            }
            self.people = people.map { p in
                let node = network.addNode()
                network.connect(source, node, p.wanted)
                var days = [Int](repeating: -1, count: 7)
                for wish in p.wishes {
                    if days[wish.day] < 0 {
                        days[wish.day] = network.addNode()
                        network.connect(node, days[wish.day], p.aDay)
                    }
                    network.connect(days[wish.day], things[wish.thing].0, wish.most)
                }
                return (p, node, days)
            }
            self.things = things
            self.network = network
            self.source = source
            self.sink = sink
        }

        func lacks() -> [Lack] {
            var network = network
            let wanted = people.reduce(0) { $0 + $1.person.wanted }
            if network.fill(from: source, to: sink) == wanted { return [] }
            let isIn = network.reachable()
            // Which things belong together: those that one person reaches.
            var part = Array(things.indices)
            func root(_ i: Int) -> Int { part[i] == i ? i : root(part[i]) }
            var short: [(person: Int, thing: Int)] = []
            for (i, p) in people.enumerated() where isIn[p.node] {
                let reached = p.person.wishes.filter {
                    isIn[p.days[$0.day]] && isIn[things[$0.thing].node]
                }
                guard let one = reached.first?.thing else { continue }
                for wish in reached { part[root(wish.thing)] = root(one) }
                short.append((i, one))
            }
            var out: [Int: Lack] = [:]
            for (i, thing) in short {
                let p = people[i]
                var rest = p.person.wanted
                for day in p.days where day >= 0 && !isIn[day] { rest -= p.person.aDay }
                for wish in p.person.wishes
                where isIn[p.days[wish.day]] && !isIn[things[wish.thing].node] {
                    rest -= wish.most
                }
                out[root(thing), default: Lack()].people.append(i)
                out[root(thing), default: Lack()].needed += rest
            }
            for i in things.indices where isIn[things[i].node] && out[root(i)] != nil {
                out[root(i)]?.things.append(i)
                out[root(i)]?.there += things[i].gives
            }
            return out.values.sorted { ($0.things.first ?? 0) < ($1.things.first ?? 0) }
        }
    }
}
