-- 0003_evidence.sql: what is derived from records, step by step. Ids are never given out twice (AUTOINCREMENT): a
-- derived row keeps its id while its natural key holds.

-- One publication, after duplicate records are joined.
CREATE TABLE report (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  key             TEXT NOT NULL UNIQUE,    -- smallest record key, "pubmed:34101387"
  status          TEXT NOT NULL CHECK (status IN ('current','retracted','notice','concern')),
  status_evidence TEXT,                    -- which record said so
  record_id       INTEGER NOT NULL REFERENCES record(id),  -- whose title and abstract are read
  first_run       INTEGER NOT NULL REFERENCES run(id)
) STRICT;

-- Which record belongs to which report, and what joined it.
CREATE TABLE report_record (
  record_id INTEGER PRIMARY KEY REFERENCES record(id),
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),  -- in order of record keys
  rule      TEXT NOT NULL,
  UNIQUE (report_id, position)
) STRICT;

-- Ids of reports that became part of another.
CREATE TABLE report_alias (
  old_id    INTEGER PRIMARY KEY,
  old_key   TEXT NOT NULL UNIQUE,
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  run_id    INTEGER NOT NULL REFERENCES run(id)
) STRICT;
CREATE INDEX report_alias_report ON report_alias(report_id);

-- Pairs that share one identifier and contradict in another: kept apart.
CREATE TABLE link_conflict (
  record_a INTEGER NOT NULL REFERENCES record(id),
  record_b INTEGER NOT NULL REFERENCES record(id),
  reason   TEXT NOT NULL,
  PRIMARY KEY (record_a, record_b, reason)
) STRICT, WITHOUT ROWID;

-- One or more reports on the same participants.
CREATE TABLE study (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  key       TEXT NOT NULL UNIQUE,          -- its first report's key
  rule      TEXT NOT NULL,                 -- what joined its reports
  first_run INTEGER NOT NULL REFERENCES run(id)
) STRICT;

CREATE TABLE study_report (
  report_id INTEGER PRIMARY KEY REFERENCES report(id) ON DELETE CASCADE,
  study_id  INTEGER NOT NULL REFERENCES study(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),
  UNIQUE (study_id, position)
) STRICT;

-- What each rule of the topic said about each report.
CREATE TABLE screening (
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),  -- the rules' order
  rule      TEXT NOT NULL,
  verdict   TEXT NOT NULL CHECK (verdict IN ('include','exclude','unsure')),
  reason    TEXT NOT NULL,
  run_id    INTEGER NOT NULL REFERENCES run(id),
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;

-- What was read of a report as a whole.
CREATE TABLE reading (
  report_id   INTEGER PRIMARY KEY REFERENCES report(id) ON DELETE CASCADE,
  record_id   INTEGER NOT NULL REFERENCES record(id),  -- whose text was read; spans count in it
  species     TEXT NOT NULL CHECK (species IN ('human','animal','in_vitro','none')),
  design      TEXT NOT NULL CHECK (design IN ('rct','nonrandomised_comparative','single_arm','case_report',
                                              'preclinical','review','meta_analysis','protocol','other')),
  pairing     TEXT NOT NULL CHECK (pairing IN ('parallel','within_person','unclear')),
  n_total     INTEGER CHECK (n_total >= 0),
  site        TEXT,
  extractor   TEXT NOT NULL,   -- version of the rules
  text_digest TEXT NOT NULL,   -- of the text that was read
  run_id      INTEGER NOT NULL REFERENCES run(id)
) STRICT;

-- A group of participants of a report.
CREATE TABLE arm (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER NOT NULL REFERENCES reading(report_id) ON DELETE CASCADE,
  class     TEXT NOT NULL CHECK (class IN ('ASC','SVF','conventional','PRP','nanofat','cell_enriched','other','all')),
  label     TEXT NOT NULL,     -- as printed; empty where the text names none
  repeat    INTEGER NOT NULL DEFAULT 0 CHECK (repeat >= 0),  -- same class and label again
  n         INTEGER CHECK (n >= 0),
  UNIQUE (report_id, class, label, repeat)
) STRICT;

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
  occurrence       INTEGER NOT NULL CHECK (occurrence >= 0),  -- of as_printed in the field
  repeat           INTEGER NOT NULL DEFAULT 0 CHECK (repeat >= 0),  -- same natural key again
  span_field       TEXT NOT NULL CHECK (span_field IN ('title','abstract')),
  span_start       INTEGER NOT NULL CHECK (span_start >= 0),  -- code points
  span_end         INTEGER NOT NULL CHECK (span_end >= span_start),
  span_text        TEXT NOT NULL,                -- the words it was read from
  confidence       REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  flags            TEXT NOT NULL CHECK (flags LIKE '[%'),
  decision         TEXT NOT NULL DEFAULT 'auto' CHECK (decision IN ('auto','accepted','rejected','corrected','entered')),
  first_run        INTEGER NOT NULL REFERENCES run(id),
  changed_run      INTEGER NOT NULL REFERENCES run(id),
  CHECK ((spread IS NULL) = (spread_kind IS NULL)),
  CHECK ((interval_low IS NULL) = (interval_high IS NULL)),
  CHECK (interval_low IS NOT NULL OR interval_kind IS NULL)
) STRICT;
CREATE UNIQUE INDEX outcome_key
  ON outcome(report_id, span_field, as_printed, occurrence, arm_label, coalesce(months, -1), repeat);
CREATE INDEX outcome_arm ON outcome(arm_id);

-- A difference that a text itself reports.
CREATE TABLE comparison (
  report_id  INTEGER NOT NULL REFERENCES reading(report_id) ON DELETE CASCADE,
  position   INTEGER NOT NULL CHECK (position >= 0),
  arms       TEXT NOT NULL CHECK (arms LIKE '[%'),
  p          REAL CHECK (p >= 0),
  p_relation TEXT CHECK (p_relation IN ('=','<','>')),
  test       TEXT,
  adjustment TEXT,
  paired     INTEGER CHECK (paired IN (0, 1)),
  sides      INTEGER CHECK (sides IN (1, 2)),
  difference REAL,
  ci_low     REAL,
  ci_high    REAL,
  span_field TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  span_text  TEXT NOT NULL,
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;

-- An estimate and its variance, made from one or two arms of a study.
CREATE TABLE effect (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  comparison    TEXT NOT NULL,             -- "ASC:conventional"; an arm class alone for a single arm
  study_id      INTEGER NOT NULL REFERENCES study(id) ON DELETE CASCADE,
  measure       TEXT NOT NULL,             -- MD, MN ...
  reading       TEXT NOT NULL CHECK (reading IN ('stated','as_sd','as_se')),  -- how undeclared spreads were taken
  yi            REAL,                      -- on the measure's scale
  vi            REAL CHECK (vi > 0),       -- sampling variance; NULL: not pooled
  mean_1        REAL,
  sd_1          REAL CHECK (sd_1 >= 0),
  n_1           REAL CHECK (n_1 >= 0),
  mean_2        REAL,
  sd_2          REAL CHECK (sd_2 >= 0),
  n_2           REAL CHECK (n_2 >= 0),
  months        REAL,
  within_person INTEGER NOT NULL CHECK (within_person IN (0, 1)),
  flags         TEXT NOT NULL CHECK (flags LIKE '[%'),
  run_id        INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (comparison, study_id, measure, reading)
) STRICT;
CREATE INDEX effect_study ON effect(study_id);

CREATE TABLE effect_outcome (
  effect_id  INTEGER NOT NULL REFERENCES effect(id) ON DELETE CASCADE,
  side       INTEGER NOT NULL CHECK (side IN (1, 2)),  -- 1 intervention, 2 comparator
  outcome_id INTEGER NOT NULL REFERENCES outcome(id) ON DELETE CASCADE,
  PRIMARY KEY (effect_id, side, outcome_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX effect_outcome_outcome ON effect_outcome(outcome_id);
