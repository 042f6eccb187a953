internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The windows of `w`.
extension DashboardState {
    func wondering(_ asked: WhyQuestion) -> Popup {
        var popup = asking(asked.question)
        popup.title = asked.question.patient.map { "Why: \(name($0))" } ?? "Why: this week"
        popup.width = min(84, max(56, size.columns - 8))
        popup.height = 10
        let width = popup.width
        if asked.question.patient == nil, asked.question.field.isEmpty {
            let found = shortages?.found
            if let found, found.isEmpty {
                popup.above = SideLine.wrapped(
                    "Each service by itself has the seats and hours that its plans still lack.",
                    width: min(width, size.columns - 4), .good)
            } else if let found {
                popup.above = [SideLine("What binds this week", .popup, marks: .bold)]
                for shortage in found.prefix(4) {
                    popup.above += SideLine.wrapped(
                        "! " + shortage.sentence(in: week, naming: scene.naming), width: width, .warning)
                }
                if found.count > 4 {
                    popup.above.append(SideLine("and \(found.count - 4) more", .popupDim))
                }
            } else {
                popup.above = [SideLine("Counting what is short this week\(glyphs.ellipsis)", .popupDim)]
            }
            popup.above += [.blank, SideLine("Plans not met", .popup, marks: .bold)]
        }
        for need in asked.unmet {
            popup.below += SideLine.wrapped(
                need.sentence(in: week, naming: scene.naming), width: width, need.isForced ? .alert : .warning
            )
        }
        popup.below = Array(popup.below.prefix(3))
        return popup
    }

    func answering(_ answer: WhyAnswer) -> Popup {
        let width = min(84, max(56, size.columns - 8))
        let week = answer.week
        var popup = Popup(
            "Why: \(week.name(of: answer.service)) for \(name(answer.patient))", width: width)
        guard let why = answer.why else { return popup }
        let isGroup = self.isGroup(answer.service)
        var sentence = why.sentence(in: week).sentenceCased
        if let place = answer.place {
            popup.above = SideLine.wrapped(
                "In the set: \(told(place.placement))", width: width, .popup, marks: .bold)
            for reason in place.reasons where !reason.countsSeats {
                popup.above += SideLine.wrapped(
                    reason.sentence(in: week, naming: scene.naming).sentenceCased, width: width, .popupDim)
            }
            sentence = "Instead of it: " + why.sentence(in: week)
        }
        popup.above += SideLine.wrapped(
            sentence, width: width, why.fitting > 0 ? .good : .alert, marks: .bold)
        popup.above.append(SideLine(why.standing.sentenceCased, .popupDim))
        for need in answer.unmet {
            popup.above += SideLine.wrapped(
                need.sentence(in: week, naming: scene.naming).sentenceCased, width: width, .warning)
        }
        if let best = why.found.places.first {
            popup.above += SideLine.wrapped("Best: \(told(best.placement))", width: width, .popup)
        }
        let counts = why.found.counts.map { "\($0.count) \(RuleBook.loss(to: $0.rule))" }
        if !counts.isEmpty {
            popup.above += SideLine.wrapped(
                "Of \(Figures.count(why.found.startsTried, isGroup ? "group" : "start")): "
                    + counts.joined(separator: ", "), width: width, .popup)
        }
        if !answer.relaxations.isEmpty {
            popup.above += [.blank, SideLine("What would open places", .popup, marks: .bold)]
        }
        popup.count = answer.relaxations.count
        popup.selection = answer.canBook ? answer.selected : nil
        popup.height = 9
        popup.row = { i in
            let r = answer.relaxations[i]
            return Popup.Row(
                line: SideLine(
                    [
                        .init("\(i + 1) ", .hintKey),
                        .init(r.title(in: week, naming: scene.naming), .popup),
                    ], right: [.init("opens \(r.opens)", .popupDim)]))
        }
        if why.fitting == 0, answer.relaxations.isEmpty {
            popup.below.append(SideLine("Giving up one thing alone opens nothing.", .popupDim))
        }
        // Where the rest of the plan would have to give way, one place is no help.
        for place in why.occupied where !answer.unmet.contains(where: \.isForced) {
            popup.below += SideLine.wrapped(
                place.sentence(in: week, naming: scene.naming), width: width, .good)
        }
        return popup
    }
}

extension DashboardState {
    /// `Tue 24 Nov 17:30 with Lee Ortiz`
    private func told(_ placement: Placement) -> String {
        let who = placement.therapists.map { name($0) }.joined(separator: " and ")
        return placement.begins.short + (who.isEmpty ? "" : " with \(who)")
    }
}

extension String {
    /// With its first letter large.
    fileprivate var sentenceCased: String { prefix(1).uppercased() + dropFirst() }
}
