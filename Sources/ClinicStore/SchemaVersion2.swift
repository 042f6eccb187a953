extension Schema {
    /// The journal also keeps who was away and who was excused.
    static let version2 = """
        CREATE TABLE journal_change_2 (
          sequence INTEGER NOT NULL REFERENCES journal (sequence), position INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (
            kind IN ('session', 'series', 'enrollment', 'exception', 'override', 'waitlist', 'timeOff',
                     'closure', 'unavailable', 'attendance')),
          subject TEXT NOT NULL, place INTEGER, before TEXT, after TEXT,
          PRIMARY KEY (sequence, position),
          CHECK (before IS NOT NULL OR after IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO journal_change_2 SELECT * FROM journal_change;
        DROP TABLE journal_change;
        ALTER TABLE journal_change_2 RENAME TO journal_change;
        CREATE INDEX journal_change_subject ON journal_change (subject, sequence);

        """
}
