extension Schema {
    static var version1: String {
        [identity, clinicTables, caseloadTables, careTables, scheduleTables, journalTables].joined()
    }

    private static let identity = """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE store_state (
          only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
          revision INTEGER NOT NULL CHECK (revision >= 0),
          next_session INTEGER NOT NULL CHECK (next_session >= 1),
          next_series INTEGER NOT NULL CHECK (next_series >= 1)
        ) STRICT;
        INSERT INTO store_state VALUES (1, 0, 1, 1);

        """

    private static let clinicTables = """
        CREATE TABLE clinic (
          only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
          name TEXT NOT NULL, time_zone TEXT NOT NULL,
          week_starts_on INTEGER NOT NULL CHECK (week_starts_on BETWEEN 1 AND 7),
          grid_minutes INTEGER NOT NULL CHECK (grid_minutes >= 5 AND grid_minutes % 5 = 0)
        ) STRICT;
        CREATE TABLE clinic_hours (
          position INTEGER PRIMARY KEY, \(weekly)
        ) STRICT;
        CREATE TABLE clinic_closure (
          position INTEGER PRIMARY KEY,
          from_day INTEGER NOT NULL, to_day INTEGER NOT NULL CHECK (to_day >= from_day), reason TEXT
        ) STRICT;
        CREATE TABLE accreditation (
          position INTEGER PRIMARY KEY, name TEXT NOT NULL, number TEXT, expires INTEGER
        ) STRICT;
        CREATE TABLE level_of_care (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL,
          least_minutes INTEGER NOT NULL CHECK (least_minutes >= 0),
          most_minutes INTEGER NOT NULL CHECK (most_minutes >= least_minutes),
          adolescent_least INTEGER CHECK (adolescent_least >= 0),
          adolescent_most INTEGER CHECK (adolescent_most >= adolescent_least),
          minimum_days INTEGER NOT NULL CHECK (minimum_days >= 0),
          source TEXT, effective INTEGER,
          CHECK ((adolescent_least IS NULL) = (adolescent_most IS NULL))
        ) STRICT;
        CREATE TABLE payer (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL,
          minimum_day_minutes INTEGER NOT NULL CHECK (minimum_day_minutes >= 0), \(copay)
        ) STRICT;
        CREATE TABLE service (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL, short TEXT,
          component TEXT NOT NULL, minutes INTEGER NOT NULL CHECK (minutes >= 5 AND minutes % 5 = 0),
          facilitators INTEGER NOT NULL CHECK (facilitators >= 1),
          least_patients INTEGER NOT NULL CHECK (least_patients >= 1),
          most_patients INTEGER NOT NULL CHECK (most_patients >= least_patients),
          note_minutes INTEGER NOT NULL CHECK (note_minutes >= 0 AND note_minutes % 5 = 0),
          \(flag("bundled")), \(flag("telehealth")), code TEXT, \(flag("with_family"))
        ) STRICT;
        \(list("service_credential", of: "service", "credential TEXT NOT NULL"))
        \(list("service_room_feature", of: "service", "feature TEXT NOT NULL"))
        \(list("service_topic", of: "service", "topic TEXT NOT NULL"))
        CREATE TABLE room (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL,
          capacity INTEGER NOT NULL CHECK (capacity >= 1)
        ) STRICT;
        \(list("room_feature", of: "room", "feature TEXT NOT NULL"))
        \(list("room_closure", of: "room", absence))
        CREATE TABLE support_group (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL, place TEXT
        ) STRICT;
        \(list("support_group_meeting", of: "support_group", weekly))

        """

    private static let caseloadTables = """
        CREATE TABLE therapist (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL, gender TEXT,
          maximum_weekly_minutes INTEGER CHECK (maximum_weekly_minutes >= 0), phone TEXT
        ) STRICT;
        \(list("therapist_credential", of: "therapist", "credential TEXT NOT NULL"))
        \(list("therapist_hours", of: "therapist", weekly))
        \(list("therapist_time_off", of: "therapist", absence))
        \(list("therapist_license", of: "therapist",
               "credential TEXT NOT NULL, number TEXT, expires INTEGER NOT NULL"))
        CREATE TABLE patient (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT NOT NULL,
          birth_year INTEGER CHECK (birth_year >= 1900), gender TEXT,
          level_of_care TEXT \(reference("level_of_care")),
          age_band TEXT NOT NULL CHECK (age_band IN ('adult', 'adolescent')),
          payer TEXT \(reference("payer")), \(copay), phone TEXT, referred_from TEXT,
          admitted INTEGER NOT NULL, discharged INTEGER,
          commute_minutes INTEGER NOT NULL CHECK (commute_minutes >= 0 AND commute_minutes % 5 = 0),
          primary_therapist TEXT \(reference("therapist"))
        ) STRICT;
        \(list("patient_language", of: "patient", "language TEXT NOT NULL"))
        \(list("patient_approach", of: "patient", "approach TEXT NOT NULL"))
        \(list("patient_support_group", of: "patient",
               "support_group TEXT NOT NULL \(reference("support_group")), UNIQUE (patient, support_group)"))
        \(list("patient_care_team", of: "patient",
               "therapist TEXT NOT NULL \(reference("therapist")), UNIQUE (patient, therapist)"))
        \(list("patient_no_contact", of: "patient",
               "other TEXT NOT NULL \(reference("patient")), UNIQUE (patient, other)"))
        CREATE TABLE patient_time (
          patient TEXT NOT NULL \(reference("patient")),
          list TEXT NOT NULL CHECK (list IN ('work', 'prefers', 'unavailable')),
          position INTEGER NOT NULL, \(timeWindow),
          CHECK (date IS NULL OR list = 'unavailable'),
          PRIMARY KEY (patient, list, position)
        ) STRICT, WITHOUT ROWID;
        \(list("family_member", of: "patient", "name TEXT NOT NULL, relation TEXT, phone TEXT"))
        CREATE TABLE family_time (
          patient TEXT NOT NULL, member INTEGER NOT NULL, position INTEGER NOT NULL, \(timeWindow),
          PRIMARY KEY (patient, member, position),
          FOREIGN KEY (patient, member) REFERENCES family_member DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;

        """

    /// A patient's own plan is step 0, those of the steps of care 1, 2 …
    private static let careTables = """
        \(list("care_step", of: "patient",
               "from_day INTEGER NOT NULL, level_of_care TEXT \(reference("level_of_care")), reason TEXT"))
        CREATE TABLE care_plan (
          patient TEXT NOT NULL \(reference("patient")), step INTEGER NOT NULL CHECK (step >= 0),
          next_review INTEGER, PRIMARY KEY (patient, step)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE care_need (
          patient TEXT NOT NULL, step INTEGER NOT NULL, position INTEGER NOT NULL,
          service TEXT NOT NULL \(reference("service")), count INTEGER NOT NULL CHECK (count >= 1), \(cycle),
          PRIMARY KEY (patient, step, position), UNIQUE (patient, step, service),
          FOREIGN KEY (patient, step) REFERENCES care_plan DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE care_goal (
          patient TEXT NOT NULL, step INTEGER NOT NULL, position INTEGER NOT NULL, goal TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('open', 'met', 'dropped')), by_day INTEGER,
          PRIMARY KEY (patient, step, position),
          FOREIGN KEY (patient, step) REFERENCES care_plan DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;
        \(list("authorization", of: "patient", """
            number TEXT NOT NULL, unit TEXT NOT NULL CHECK (unit IN ('day', 'session', 'minute')),
            granted INTEGER NOT NULL CHECK (granted >= 0), from_day INTEGER NOT NULL,
            to_day INTEGER NOT NULL, next_review INTEGER
            """))
        CREATE TABLE authorization_service (
          patient TEXT NOT NULL, authorization INTEGER NOT NULL, position INTEGER NOT NULL,
          service TEXT NOT NULL \(reference("service")),
          PRIMARY KEY (patient, authorization, position),
          FOREIGN KEY (patient, authorization) REFERENCES authorization DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;

        """

    private static let scheduleTables = """
        CREATE TABLE series (
          position INTEGER PRIMARY KEY, \(identifier), name TEXT, track TEXT,
          service TEXT NOT NULL \(reference("service")),
          weekday INTEGER CHECK (weekday BETWEEN 1 AND 7), start INTEGER CHECK (\(startTime("start"))),
          room TEXT \(reference("room")), every_weeks INTEGER NOT NULL CHECK (every_weeks >= 1),
          from_day INTEGER NOT NULL, until_day INTEGER,
          minutes INTEGER CHECK (minutes >= 5 AND minutes % 5 = 0),
          \(flag("has_population")), age_band TEXT CHECK (age_band IN ('adult', 'adolescent')),
          gender TEXT, approach TEXT,
          first_topic INTEGER NOT NULL CHECK (first_topic >= 0), \(flag("pinned")),
          CHECK ((weekday IS NULL) = (start IS NULL)),
          CHECK (has_population OR (age_band IS NULL AND gender IS NULL AND approach IS NULL))
        ) STRICT;
        \(list("series_therapist", of: "series",
               "therapist TEXT NOT NULL \(reference("therapist")), UNIQUE (series, therapist)"))
        \(list("enrollment", of: "series",
               "patient TEXT NOT NULL \(reference("patient")), joined INTEGER NOT NULL, left_day INTEGER"))
        CREATE TABLE exception (
          series TEXT NOT NULL \(reference("series")), position INTEGER NOT NULL, date INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'changed')), reason TEXT,
          to_day INTEGER, start INTEGER CHECK (\(startTime("start"))), room TEXT \(reference("room")),
          \(flag("has_therapists")),
          PRIMARY KEY (series, position), UNIQUE (series, date),
          CHECK (kind = 'changed'
                 OR (to_day IS NULL AND start IS NULL AND room IS NULL AND NOT has_therapists))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE exception_therapist (
          series TEXT NOT NULL, date INTEGER NOT NULL, position INTEGER NOT NULL,
          therapist TEXT NOT NULL \(reference("therapist")),
          PRIMARY KEY (series, date, position), UNIQUE (series, date, therapist),
          FOREIGN KEY (series, date) REFERENCES exception (series, date) DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session (
          position INTEGER PRIMARY KEY, \(identifier), service TEXT NOT NULL \(reference("service")),
          date INTEGER NOT NULL, start INTEGER NOT NULL CHECK (\(startTime("start"))),
          room TEXT \(reference("room")), \(flag("pinned")),
          status TEXT NOT NULL CHECK (status IN ('booked', 'cancelled', 'held')),
          minutes INTEGER CHECK (minutes >= 5 AND minutes % 5 = 0)
        ) STRICT;
        \(list("session_therapist", of: "session",
               "therapist TEXT NOT NULL \(reference("therapist")), UNIQUE (session, therapist)"))
        \(list("session_patient", of: "session",
               "patient TEXT NOT NULL \(reference("patient")), UNIQUE (session, patient)"))
        CREATE TABLE attendance (
          position INTEGER PRIMARY KEY, \(sessionName),
          patient TEXT NOT NULL \(reference("patient")),
          status TEXT NOT NULL CHECK (status IN ('attended', 'late', 'leftEarly', 'noShow', 'excused')),
          minutes_late INTEGER NOT NULL CHECK (minutes_late >= 0),
          minutes_left_early INTEGER NOT NULL CHECK (minutes_left_early >= 0),
          CHECK ((series IS NULL) = (date IS NULL))
        ) STRICT;
        CREATE INDEX attendance_session ON attendance (session) WHERE session IS NOT NULL;
        CREATE INDEX attendance_series ON attendance (series) WHERE series IS NOT NULL;
        CREATE TABLE waitlist (
          position INTEGER PRIMARY KEY, patient TEXT NOT NULL \(reference("patient")),
          service TEXT NOT NULL \(reference("service")), since INTEGER NOT NULL, note TEXT
        ) STRICT;
        CREATE TABLE rule_override (
          position INTEGER PRIMARY KEY,
          rule TEXT NOT NULL CHECK (rule IN (
            'patientWork', 'patientUnavailable', 'familyUnavailable', 'therapistHours', 'capacity',
            'authorization', 'weeklyMaximum', 'therapistMaximum', 'onePerDay')),
          \(sessionName), person TEXT, reason TEXT NOT NULL, by_whom TEXT, on_day INTEGER,
          CHECK (date IS NULL OR series IS NOT NULL)
        ) STRICT;
        CREATE INDEX rule_override_session ON rule_override (session) WHERE session IS NOT NULL;
        CREATE INDEX rule_override_series ON rule_override (series) WHERE series IS NOT NULL;

        """

    /// `title`, `context` and what stands in `before` and `after` is JSON of the rooms above; ids, not names,
    /// except in what a series or a reason says of itself.
    private static let journalTables = """
        CREATE TABLE journal (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          kind TEXT NOT NULL CHECK (kind IN ('change', 'undo', 'redo', 'import')),
          revision INTEGER NOT NULL CHECK (revision >= 1), instant INTEGER NOT NULL,
          day INTEGER NOT NULL, minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1440),
          coordinator TEXT NOT NULL CHECK (coordinator <> ''),
          title TEXT NOT NULL, reason TEXT,
          original INTEGER REFERENCES journal (sequence),
          undone_by INTEGER REFERENCES journal (sequence),
          context TEXT NOT NULL,
          CHECK ((kind IN ('undo', 'redo')) = (original IS NOT NULL)),
          CHECK (undone_by IS NULL OR kind = 'change')
        ) STRICT;
        CREATE INDEX journal_coordinator ON journal (coordinator, kind, sequence);
        CREATE TABLE journal_change (
          sequence INTEGER NOT NULL REFERENCES journal (sequence), position INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (
            kind IN ('session', 'series', 'enrollment', 'exception', 'override', 'waitlist')),
          subject TEXT NOT NULL, place INTEGER, before TEXT, after TEXT,
          PRIMARY KEY (sequence, position),
          CHECK (before IS NOT NULL OR after IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX journal_change_subject ON journal_change (subject, sequence);

        """

    // MARK: columns that stand in several tables

    private static let identifier = "id TEXT NOT NULL UNIQUE CHECK (instr(id, '@') = 0)"
    private static let copay = """
        copay_unit TEXT CHECK (copay_unit IN ('day', 'session')),
        copay_cents INTEGER CHECK (copay_cents >= 0) CHECK ((copay_unit IS NULL) = (copay_cents IS NULL))
        """
    private static let cycle = """
        every_weeks INTEGER NOT NULL CHECK (every_weeks >= 1 AND (every_weeks = 1 OR starting IS NOT NULL)),
        starting INTEGER
        """
    /// Digits 1 to 7, each at most once: 7 at most.
    private static let weekdays = "CHECK (days BETWEEN 1 AND 7654321)"
    private static let clock = """
        from_minute INTEGER NOT NULL CHECK (\(startTime("from_minute"))),
        to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440 AND to_minute % 5 = 0)
        """
    /// Every week.
    private static let weekly = "days INTEGER NOT NULL \(weekdays), \(clock), label TEXT, \(cycle)"
    /// Every week or once.
    private static let timeWindow = """
        days INTEGER \(weekdays), date INTEGER CHECK ((days IS NULL) <> (date IS NULL)), \(clock), label TEXT,
        \(cycle)
        """
    /// Whole days `from_day` to `to_day`, or a stretch of `from_day`.
    private static let absence = """
        from_day INTEGER NOT NULL, to_day INTEGER CHECK (to_day >= from_day),
        from_minute INTEGER CHECK (\(startTime("from_minute")))
          CHECK ((from_minute IS NULL) = (to_day IS NOT NULL)),
        to_minute INTEGER CHECK (to_minute BETWEEN 0 AND 1440 AND to_minute % 5 = 0)
          CHECK ((from_minute IS NULL) = (to_minute IS NULL)),
        reason TEXT
        """
    /// A single session, or a series with the date of an occurrence.
    private static let sessionName = """
        session TEXT \(reference("session")), series TEXT \(reference("series"))
          CHECK ((session IS NULL) <> (series IS NULL)),
        date INTEGER
        """

    private static func flag(_ name: String) -> String {
        "\(name) INTEGER NOT NULL CHECK (\(name) IN (0, 1))"
    }
    private static func startTime(_ name: String) -> String {
        "\(name) BETWEEN 0 AND 1439 AND \(name) % 5 = 0"
    }
    /// Deferred, so that a change-set may be written in any order.
    private static func reference(_ table: String) -> String {
        "REFERENCES \(table) (id) DEFERRABLE INITIALLY DEFERRED"
    }
    /// What stands under one owner, in order.
    private static func list(_ table: String, of owner: String, _ columns: String) -> String {
        """
        CREATE TABLE \(table) (
          \(owner) TEXT NOT NULL \(reference(owner)), position INTEGER NOT NULL,
          \(columns),
          PRIMARY KEY (\(owner), position)
        ) STRICT, WITHOUT ROWID;
        """
    }
}
