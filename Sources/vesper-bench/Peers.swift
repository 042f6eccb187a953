/// What others reached on the clinics of the benchmark, by name: points of the week score. A 2-core x86-64
/// machine, other work beside; all accepted by the format's referee.
struct PeerPlan {
    /// Groups with the hardest seats first, then patients with the fewest options.
    var greedy: Int?
    /// OR-Tools CP-SAT 9.15, one model of the whole week, two workers, 60 s, the greedy plan as a hint.
    var solver: Int?
    /// Fix-and-optimise with CP-SAT from the greedy plan: the best of 60 and 300 s.
    var neighbourhoods: Int?

    static let of: [String: PeerPlan] = [
        "everything-40": PeerPlan(greedy: 5553, solver: 5112, neighbourhoods: 4949),
        "fresh-60": PeerPlan(greedy: 8275, solver: 6555, neighbourhoods: 3481),
        "fresh-200": PeerPlan(greedy: 31445, solver: 31445, neighbourhoods: 13930),
        "harbor-20": PeerPlan(greedy: 2138, solver: 1759, neighbourhoods: 1759),
        "harbor-60": PeerPlan(greedy: 4666, solver: 3329, neighbourhoods: 2863),
        "harbor-200": PeerPlan(greedy: 13403, solver: 12516, neighbourhoods: 8679),
        "harbor-600": PeerPlan(greedy: 39482),
        "open-20": PeerPlan(greedy: 5075, solver: 3235, neighbourhoods: 2865),
        "open-60": PeerPlan(greedy: 15773, solver: 13300, neighbourhoods: 7460),
        "open-200": PeerPlan(greedy: 23983, solver: 23983, neighbourhoods: 16149),
    ]
}

/// What others reached on track 2 of the timetabling competition of 2007, by number of the instance.
struct PeerTimetable {
    /// Distance and points of Müller's own program, 60 s on two cores of the same machine; "" where it was not
    /// run.
    var here: String
    /// The least points published, at distance 0.
    var published: Int

    static let of: [Int: PeerTimetable] = [
        1: PeerTimetable(here: "32/1881", published: 15), 3: PeerTimetable(here: "0/314", published: 137),
        5: PeerTimetable(here: "0/153", published: 0), 7: PeerTimetable(here: "", published: 0),
        9: PeerTimetable(here: "29/1994", published: 0), 11: PeerTimetable(here: "0/648", published: 142),
        13: PeerTimetable(here: "", published: 0), 15: PeerTimetable(here: "", published: 0),
        17: PeerTimetable(here: "0/6", published: 0), 19: PeerTimetable(here: "", published: 0),
        21: PeerTimetable(here: "", published: 0), 23: PeerTimetable(here: "", published: 238),
    ]
}
