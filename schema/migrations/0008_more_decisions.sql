-- 0008_more_decisions.sql: two more things that people say. `judge` is an assessment of a report, an outcome or an answer
-- (risk of bias, certainty); `readers` names the people who read independently. The table's CHECKs name the kinds, so it
-- is made anew; rows that refer to it are put aside and filled again.
CREATE TABLE kept_decision AS SELECT * FROM decision;
CREATE TABLE kept_decided AS SELECT * FROM decided_outcome;
CREATE TABLE kept_entered AS SELECT * FROM entered_number;
CREATE TABLE kept_sequence AS SELECT seq FROM sqlite_sequence WHERE name = 'decision';
DELETE FROM decided_outcome;
DELETE FROM entered_number;
DROP TABLE decision;

-- One statement of one person; never changed, never removed: an `undo` points to what it takes back.
CREATE TABLE decision (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          TEXT NOT NULL,                          -- ISO 8601 UTC
  who         TEXT NOT NULL CHECK (trim(who) <> ''),
  why         TEXT NOT NULL CHECK (trim(why) <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('accept','reject','set','add','screen','merge','split','judge','readers','undo')),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('outcome','entered','report','question','database','decision')),
  target      TEXT NOT NULL,                          -- natural key; of `entered` and `decision` a decision's number;
                                                      -- of a question "ASC:conventional"; of the database empty
  value       TEXT NOT NULL DEFAULT '{}' CHECK (value LIKE '{%'),  -- what the person says
  seen        TEXT NOT NULL DEFAULT '{}' CHECK (seen LIKE '{%'),   -- what the machine said then
  run_id      INTEGER NOT NULL REFERENCES run(id)
) STRICT;
INSERT INTO decision(id, at, who, why, kind, target_kind, target, value, seen, run_id)
SELECT id, at, who, why, kind, target_kind, target, value, seen, run_id FROM kept_decision;
CREATE INDEX decision_target ON decision(target_kind, target);
CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed: add an undo'); END;
CREATE TRIGGER decision_is_not_removed BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never removed: add an undo'); END;
CREATE TRIGGER decision_is_not_replaced BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a decision is never replaced: add another'); END;
DELETE FROM sqlite_sequence WHERE name = 'decision';
INSERT INTO sqlite_sequence(name, seq) SELECT 'decision', seq FROM kept_sequence;

INSERT INTO decided_outcome SELECT * FROM kept_decided;
INSERT INTO entered_number SELECT * FROM kept_entered;
DROP TABLE kept_decision;
DROP TABLE kept_decided;
DROP TABLE kept_entered;
DROP TABLE kept_sequence;
