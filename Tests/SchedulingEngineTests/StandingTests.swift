import ClinicModel
import SchedulingEngine
import Testing

@Suite struct StandingTests {
    private func minute(_ day: Int, _ text: String) -> Int {
        day * 1440 + Int(SmallClinic.time(text).minutes)
    }

    @Test func `a patient's week against level, plan, payer and authorizations`() throws {
        let week = SmallClinic.compiled {
            $0.patients[0].authorizations = [
                Authorization(
                    number: "A-1", unit: .day, services: ["group", "hour"], granted: 20,
                    from: SmallClinic.date("2026-11-01"), to: SmallClinic.date("2026-12-31")),
                Authorization(
                    number: "A-0", unit: .session, services: ["group"], granted: 20,
                    from: SmallClinic.date("2026-10-01"), to: SmallClinic.week - 1),
            ]
        }
        let ana = week.standing(of: "p1")
        #expect(ana.isActive && ana.bundledMinutes == 140 && ana.plannedMinutes == 230)
        #expect(ana.leastMinutes == 180 && ana.mostMinutes == 600 && ana.isUnderHours)
        // 90 minutes on Monday and 50 on Tuesday: neither reaches the payer's 120.
        #expect(ana.days == 0 && ana.minimumDays == 2 && ana.isShortOfDays && ana.trips == 2)
        #expect(ana.needs.map(\.missing) == [1, 0] && ana.isShortOfPlan)
        // Mondays 2, 9, 16 and 23 November, and the hour on Tuesday the 24th.
        #expect(ana.authorizations.map(\.number) == ["A-1"])
        #expect(ana.authorizations.first?.used == 5)
        let cy = week.standing(of: "p3")
        #expect(cy.isActive && !cy.isUnderHours && !cy.isShortOfPlan && cy.leastMinutes == nil)
        #expect(week.standing(of: "nobody") == PatientWeek())
    }

    @Test func `who is discharged before the week is short of nothing`() {
        let week = SmallClinic.compiled { $0.patients[0].discharged = SmallClinic.week - 1 }
        let ana = week.standing(of: "p1")
        #expect(!ana.isActive && !ana.isUnderHours && !ana.isShortOfPlan && !ana.isShortOfDays)
    }

    @Test func `excused patients use no units and take no seat`() {
        let week = SmallClinic.compiled {
            $0.patients[0].authorizations = [
                Authorization(
                    number: "A-1", unit: .session, services: ["group"], granted: 9,
                    from: SmallClinic.date("2026-11-01"), to: SmallClinic.date("2026-12-31"))
            ]
            for date in ["2026-11-09", "2026-11-23"] {
                $0.attendance.append(
                    Attendance(
                        session: .occurrence("g1", SmallClinic.date(date)), patient: "p1", status: .excused))
            }
        }
        #expect(week.standing(of: "p1").authorizations.first?.used == 2)
        #expect(week.seats(in: .occurrence("g1", SmallClinic.week)).taken == 1)
    }

    @Test func `seats are the fewer of service and room`() {
        let group = SessionReference.occurrence("g1", SmallClinic.week)
        #expect(SmallClinic.compiled().seats(in: group) == (2, 3, 2))
        let small = SmallClinic.compiled { $0.rooms[0].capacity = 2 }
        #expect(small.seats(in: group) == (2, 2, 2))
        let remote = SmallClinic.compiled {
            $0.rooms[0].capacity = 2
            $0.services[0].telehealth = true
        }
        #expect(remote.seats(in: group) == (2, 3, 2))
        #expect(remote.seats(in: .single("none")) == (0, 0, 0))
    }

    @Test func `a day's times as masks`() {
        let week = SmallClinic.compiled {
            $0.patients[0].unavailable = [.weekly(SmallClinic.hours(.friday, "20:00", "02:00"))]
            $0.profile.closures = [DayRange(from: SmallClinic.week + 2, to: SmallClinic.week + 2)]
            $0.therapists[0].timeOff = [
                .hours(
                    DatedWindow(
                        date: SmallClinic.week, from: SmallClinic.time("13:00"), to: SmallClinic.time("14:00")
                    ))
            ]
        }
        let ana = week.masks(of: "p1")
        #expect(
            ana.work.contains(minute: minute(0, "14:55")) && !ana.work.contains(minute: minute(0, "15:00")))
        #expect(ana.commute.contains(minute: minute(0, "15:25")))
        #expect(!ana.commute.contains(minute: minute(0, "15:30")))
        #expect(ana.commute.intersection(ana.work).isEmpty)
        // Friday's night reaches into Saturday.
        #expect(ana.unavailable.covers(from: minute(4, "20:00"), to: minute(5, "02:00")))
        #expect(ana.prefers?.minutes == 5 * 240)
        #expect(week.masks(of: "p2").prefers == nil)
        #expect(ana.busy.minutes == 140)
        #expect(week.openMask().minutes == 4 * 720)
        #expect(week.hoursMask(of: "t1").minutes == 5 * 540 - 60)
        #expect(week.busyMask(of: TherapistID("t1")).minutes == 160)
        #expect(week.busyMask(of: RoomID("r1")).minutes == 90)
        #expect(week.sessionMinutes(of: "t1") == 140)
    }

    @Test func `labelled times come in order, work between its ways`() {
        let week = SmallClinic.compiled {
            $0.patients[0].work = [SmallClinic.hours(.monday, "09:00", "15:00")]
            $0.patients[0].work[0].label = "warehouse"
            $0.patients[0].prefers = []
            $0.supportGroups = [
                SupportGroup(
                    id: "aa", name: "Big Book", meets: [SmallClinic.hours(.tuesday, "19:30", "20:30")])
            ]
            $0.patients[0].supportGroups = ["aa"]
        }
        let times = week.labelled(of: "p1")
        #expect(times.map(\.kind) == [.commute, .work, .commute, .supportGroup])
        #expect(times.map { $0.label?.revealed } == [nil, "warehouse", nil, "Big Book"])
        #expect(times.map { $0.interval.end - $0.interval.start } == [30, 360, 30, 60])
    }
}
