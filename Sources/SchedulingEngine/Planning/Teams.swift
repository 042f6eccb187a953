extension Array {
    /// Sets of so many of the list, in its order, at most `most`: the teams that may lead a session.
    func sets(of count: Int, most: Int) -> [[Element]] {
        if count == 0 { return [[]] }
        if count > self.count { return [] }
        if count == 1 { return prefix(most).map { [$0] } }
        var out: [[Element]] = []
        for i in 0...(self.count - count) where out.count < most {
            out += Array(self[(i + 1)...]).sets(of: count - 1, most: most - out.count).map { [self[i]] + $0 }
        }
        return out
    }
}
