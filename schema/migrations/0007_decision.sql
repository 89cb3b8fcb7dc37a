-- 0007_decision.sql: what people said, and the rows that stand on it. Decisions point to natural keys, not to row ids, so
-- that they survive whatever is derived again. `value` and `seen` are JSON objects of texts, field -> value, an empty text
-- where nothing is stated; numbers in them are written shortest round trip.

-- One statement of one person; never changed, never removed: an `undo` points to what it takes back.
CREATE TABLE decision (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          TEXT NOT NULL,                          -- ISO 8601 UTC
  who         TEXT NOT NULL CHECK (trim(who) <> ''),
  why         TEXT NOT NULL CHECK (trim(why) <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('accept','reject','set','add','screen','merge','split','undo')),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('outcome','entered','report','decision')),
  target      TEXT NOT NULL,                          -- natural key; of `entered` and `decision` a decision's number
  value       TEXT NOT NULL DEFAULT '{}' CHECK (value LIKE '{%'),  -- what the person says
  seen        TEXT NOT NULL DEFAULT '{}' CHECK (seen LIKE '{%'),   -- what the machine said then
  run_id      INTEGER NOT NULL REFERENCES run(id)
) STRICT;
CREATE INDEX decision_target ON decision(target_kind, target);
CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed: add an undo'); END;
CREATE TRIGGER decision_is_not_removed BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never removed: add an undo'); END;
CREATE TRIGGER decision_is_not_replaced BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a decision is never replaced: add another'); END;

-- `outcome` with numbers that people entered: their span is a place (page, table, figure, letter) and no offsets. A table
-- that others refer to cannot be rebuilt under them, so they are put aside and filled again.
CREATE TABLE kept_outcome AS SELECT * FROM outcome;
CREATE TABLE kept_effect_outcome AS SELECT * FROM effect_outcome;
CREATE TABLE kept_sequence AS SELECT seq FROM sqlite_sequence WHERE name = 'outcome';
DROP TABLE effect_outcome;
DROP TABLE outcome;

-- One number for one arm at one time, as the paper printed it.
CREATE TABLE outcome (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  arm_id           INTEGER NOT NULL REFERENCES arm(id) ON DELETE CASCADE,
  report_id        INTEGER NOT NULL REFERENCES reading(report_id) ON DELETE CASCADE,
  arm_label        TEXT NOT NULL,                -- as printed; part of the natural key, the arm's class is not
  measure          TEXT NOT NULL,
  value            REAL NOT NULL,                -- percent of the graft remaining
  unit             TEXT NOT NULL,
  spread           REAL CHECK (spread >= 0),     -- same unit
  spread_kind      TEXT CHECK (spread_kind IN ('sd','se','unknown')),
  spread_inferred  TEXT CHECK (spread_inferred IN ('sd','se')),  -- what the numbers suggest where the text is silent
  spread_evidence  TEXT CHECK ((spread_evidence IS NULL) = (spread_inferred IS NULL)),
  interval_low     REAL,
  interval_high    REAL,
  interval_kind    TEXT CHECK (interval_kind IN ('ci95','iqr','range')),
  statistic        TEXT NOT NULL CHECK (statistic IN ('mean','median','unknown')),
  n                INTEGER CHECK (n >= 0),       -- people or animals at this value
  months           REAL CHECK (months >= 0),     -- since grafting; NULL: the text does not say
  method           TEXT,
  definition       TEXT,                         -- what the percentage is of
  polarity_flipped INTEGER NOT NULL CHECK (polarity_flipped IN (0, 1)),  -- printed as loss
  as_printed       TEXT NOT NULL,
  occurrence       INTEGER NOT NULL CHECK (occurrence >= 0),  -- of as_printed in the field; entered: its decision
  repeat           INTEGER NOT NULL DEFAULT 0 CHECK (repeat >= 0),  -- same natural key again
  span_field       TEXT NOT NULL CHECK (span_field IN ('title','abstract','entered')),
  span_start       INTEGER NOT NULL CHECK (span_start >= 0),  -- code points; entered: 0
  span_end         INTEGER NOT NULL CHECK (span_end >= span_start),
  span_text        TEXT NOT NULL,                -- the words it was read from
  place            TEXT CHECK ((place IS NULL) = (span_field <> 'entered')),  -- "page 1151, table 2"
  confidence       REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  flags            TEXT NOT NULL CHECK (flags LIKE '[%'),
  decision         TEXT NOT NULL DEFAULT 'auto' CHECK (decision IN ('auto','entered')),
  first_run        INTEGER NOT NULL REFERENCES run(id),
  changed_run      INTEGER NOT NULL REFERENCES run(id),
  CHECK ((spread IS NULL) = (spread_kind IS NULL)),
  CHECK ((interval_low IS NULL) = (interval_high IS NULL)),
  CHECK (interval_low IS NOT NULL OR interval_kind IS NULL),
  CHECK ((decision = 'entered') = (span_field = 'entered'))
) STRICT;
INSERT INTO outcome(id, arm_id, report_id, arm_label, measure, value, unit, spread, spread_kind, spread_inferred,
  spread_evidence, interval_low, interval_high, interval_kind, statistic, n, months, method, definition, polarity_flipped,
  as_printed, occurrence, repeat, span_field, span_start, span_end, span_text, confidence, flags, first_run, changed_run)
SELECT id, arm_id, report_id, arm_label, measure, value, unit, spread, spread_kind, spread_inferred,
  spread_evidence, interval_low, interval_high, interval_kind, statistic, n, months, method, definition, polarity_flipped,
  as_printed, occurrence, repeat, span_field, span_start, span_end, span_text, confidence, flags, first_run, changed_run
FROM kept_outcome;
CREATE UNIQUE INDEX outcome_key
  ON outcome(report_id, span_field, as_printed, occurrence, arm_label, coalesce(months, -1), repeat);
CREATE INDEX outcome_arm ON outcome(arm_id);
-- Ids are never given out twice.
DELETE FROM sqlite_sequence WHERE name = 'outcome';
INSERT INTO sqlite_sequence(name, seq) SELECT 'outcome', seq FROM kept_sequence;

CREATE TABLE effect_outcome (
  effect_id  INTEGER NOT NULL REFERENCES effect(id) ON DELETE CASCADE,
  side       INTEGER NOT NULL CHECK (side IN (1, 2)),  -- 1 intervention, 2 comparator
  outcome_id INTEGER NOT NULL REFERENCES outcome(id) ON DELETE CASCADE,
  PRIMARY KEY (effect_id, side, outcome_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX effect_outcome_outcome ON effect_outcome(outcome_id);
INSERT INTO effect_outcome(effect_id, side, outcome_id) SELECT effect_id, side, outcome_id FROM kept_effect_outcome;
DROP TABLE kept_outcome;
DROP TABLE kept_effect_outcome;
DROP TABLE kept_sequence;

-- What counts instead of the machine's columns, for each outcome that decisions bear on; derived, and empty without them.
CREATE TABLE decided_outcome (
  outcome_id  INTEGER PRIMARY KEY REFERENCES outcome(id) ON DELETE CASCADE,
  decision    TEXT NOT NULL CHECK (decision IN ('accepted','rejected','corrected','entered')),
  decision_id INTEGER NOT NULL REFERENCES decision(id),  -- the newest that bears on it
  arm_class   TEXT NOT NULL CHECK (arm_class IN ('ASC','SVF','conventional','PRP','nanofat','cell_enriched','other','all')),
  value       REAL NOT NULL,
  spread      REAL CHECK (spread >= 0),
  spread_kind TEXT CHECK (spread_kind IN ('sd','se','unknown')),
  statistic   TEXT NOT NULL CHECK (statistic IN ('mean','median','unknown')),
  n           INTEGER CHECK (n >= 0),
  months      REAL CHECK (months >= 0),
  method      TEXT,
  definition  TEXT,
  machine     TEXT NOT NULL CHECK (machine LIKE '{%'),  -- what the machine reads where the two differ
  CHECK ((spread IS NULL) = (spread_kind IS NULL))
) STRICT;

-- The id of an entered number, kept while its row comes and goes with its report.
CREATE TABLE entered_number (
  decision_id INTEGER PRIMARY KEY REFERENCES decision(id),
  outcome_id  INTEGER NOT NULL UNIQUE
) STRICT;

-- Rules whose verdict a person's stands instead of; `screening` then holds the person's row.
CREATE TABLE overruled_screening (
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),
  rule      TEXT NOT NULL,
  verdict   TEXT NOT NULL CHECK (verdict IN ('include','exclude','unsure')),
  reason    TEXT NOT NULL,
  run_id    INTEGER NOT NULL REFERENCES run(id),
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_decision AS
SELECT d.id AS decision_id, d.at, d.who, d.why, d.kind, d.target_kind, d.target, d.value, d.seen,
       (SELECT max(u.id) FROM decision u WHERE u.kind = 'undo' AND u.target = CAST(d.id AS TEXT)) AS undone_by, d.run_id
FROM decision AS d;

DROP VIEW v_screening;
CREATE VIEW v_screening AS
SELECT report_id, position, rule, verdict, reason, run_id, 0 AS overruled FROM screening
UNION ALL SELECT report_id, position, rule, verdict, reason, run_id, 1 FROM overruled_screening;

-- As in 0004, with how many of its numbers stand on a decision.
DROP VIEW v_study;
CREATE VIEW v_study AS
SELECT s.id AS study_id, s.key,
       coalesce(p.first_author, s.key) || CASE WHEN p.year IS NULL THEN '' ELSE ' ' || p.year END AS label,
       s.rule, p.doi, p.pmid, p.year, p.title, p.journal, p.status, p.verdict, p.species, p.design, p.pairing,
       p.n_total, p.site,
       (SELECT count(*) FROM study_report m WHERE m.study_id = s.id) AS reports,
       (SELECT '[' || group_concat(report_id, ',') || ']' FROM (SELECT m.report_id FROM study_report m
         WHERE m.study_id = s.id ORDER BY m.position)) AS report_ids,
       (SELECT count(*) FROM study_report m JOIN outcome o ON o.report_id = m.report_id
         WHERE m.study_id = s.id) AS outcomes, s.first_run,
       (SELECT count(*) FROM study_report m JOIN outcome o ON o.report_id = m.report_id
         JOIN decided_outcome d ON d.outcome_id = o.id WHERE m.study_id = s.id) AS decided
FROM study AS s
JOIN study_report AS f ON f.study_id = s.id AND f.position = 0
JOIN v_report AS p ON p.report_id = f.report_id;

-- As in 0005, with what people decided in the place of what the machine read, and what it read behind.
DROP VIEW v_outcome;
CREATE VIEW v_outcome AS
SELECT o.id AS outcome_id, s.study_id, o.report_id, p.doi, p.pmid, p.year, coalesce(d.arm_class, a.class) AS arm_class,
       o.arm_label, CASE WHEN d.outcome_id IS NULL THEN o.n ELSE d.n END AS n, coalesce(d.value, o.value) AS value, o.unit,
       CASE WHEN d.outcome_id IS NULL THEN o.spread ELSE d.spread END AS spread,
       CASE WHEN d.outcome_id IS NULL THEN o.spread_kind ELSE d.spread_kind END AS spread_kind,
       CASE WHEN d.outcome_id IS NULL OR (d.spread IS o.spread AND d.spread_kind IS o.spread_kind AND d.n IS o.n
                                         AND d.value IS o.value)
            THEN o.spread_inferred END AS spread_inferred,
       '[' || o.interval_low || ',' || o.interval_high || ']' AS interval,
       CASE WHEN d.outcome_id IS NULL THEN o.months ELSE d.months END AS months,
       CASE WHEN d.outcome_id IS NULL THEN o.method ELSE d.method END AS method,
       CASE WHEN d.outcome_id IS NULL THEN o.definition ELSE d.definition END AS definition,
       g.site, g.species, g.design, g.pairing, coalesce(d.decision, o.decision) AS decision, o.confidence, o.flags,
       o.span_text AS quote,
       CASE WHEN d.outcome_id IS NULL OR (d.spread IS o.spread AND d.spread_kind IS o.spread_kind AND d.n IS o.n
                                         AND d.value IS o.value)
            THEN o.spread_evidence END AS spread_evidence,
       o.measure, o.interval_kind, coalesce(d.statistic, o.statistic) AS statistic, o.polarity_flipped,
       o.as_printed, o.occurrence, o.span_field, o.span_start, o.span_end, g.record_id, a.n AS arm_n, g.n_total,
       p.verdict, p.status, o.first_run, o.changed_run,
       d.decision_id, c.who AS decided_by, c.at AS decided_at, c.why AS decided_why, d.machine, o.place
FROM outcome AS o
JOIN arm AS a ON a.id = o.arm_id
JOIN reading AS g ON g.report_id = o.report_id
JOIN v_report AS p ON p.report_id = o.report_id
LEFT JOIN study_report AS s ON s.report_id = o.report_id
LEFT JOIN decided_outcome AS d ON d.outcome_id = o.id
LEFT JOIN decision AS c ON c.id = d.decision_id;
