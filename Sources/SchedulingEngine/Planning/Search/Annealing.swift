/// A schedule of simulated annealing: temperature falls geometrically over the budget, and a change for the
/// worse is taken when it is below `temperature × −ln u`, u uniform.
struct Annealing {
    /// Points at the start and at the end.
    var hot: Double
    var cold: Double
    /// Times that it cools before what was found is put together; 1: once, over the whole budget.
    let rounds: Int
    /// Points at the start of the putting together.
    let mild: Double
    private(set) var temperature: Double
    /// −ln of 4,096 evenly spaced chances, in 1/65536.
    private let drops: [Int32]
    private var scaled: Double

    init(hot: Double, cold: Double, rounds: Int = 1, mild: Double = 0) {
        self.rounds = rounds
        self.mild = mild
        self.hot = hot
        self.cold = cold
        temperature = hot
        scaled = hot / 65536
        drops = (0..<4096).map { Int32((-Self.ln((Double($0) + 0.5) / 4096) * 65536).rounded()) }
    }
    /// `progress` of a round is made, 0…1.
    mutating func advance(to progress: Double, of hot: Double) {
        temperature = hot * Self.exp(Self.ln(cold / hot) * min(1, max(0, progress)))
        scaled = temperature / 65536
    }
    /// The greatest loss that is taken this time.
    @inline(__always) func tolerance(_ random: inout PlanRandom) -> Int {
        Int(Double(drops[random.below(4096)]) * scaled)
    }

    /// Natural logarithm of a positive number, to about 1e-12: the significand by its series in (x−1)/(x+1).
    static func ln(_ x: Double) -> Double {
        let m = x.significand
        let z = (m - 1) / (m + 1)
        var power = z
        var sum = 0.0
        var k = 1.0
        while k < 60 {
            sum += power / k
            power *= z * z
            k += 2
        }
        return 2 * sum + Double(x.exponent) * 0.693147180559945309
    }
    static func exp(_ x: Double) -> Double {
        let n = (x / 0.693147180559945309).rounded()
        let r = x - n * 0.693147180559945309
        var term = 1.0
        var sum = 1.0
        for k in 1..<20 {
            term *= r / Double(k)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(n), significand: sum)
    }
}
