-- 0006_outcome_history.sql: every outcome as it stood, run by run, so that a question can be asked again as of an earlier
-- one. A row is added when a run finds an outcome new or with other facts, and closed when it changes or goes.
CREATE TABLE outcome_history (
  outcome_id INTEGER NOT NULL,                       -- of an outcome that may be gone
  from_run   INTEGER NOT NULL REFERENCES run(id),
  until_run  INTEGER REFERENCES run(id),             -- the run that found it otherwise; NULL: it stands so
  study      TEXT NOT NULL,                          -- what people call its study
  facts      TEXT NOT NULL CHECK (facts LIKE '{%'),  -- the row of v_outcome, but the runs
  PRIMARY KEY (outcome_id, from_run),
  CHECK (until_run > from_run)
) STRICT, WITHOUT ROWID;
