-- 0011_full_text_names.sql: a fate at full text may stand on two readers who said the same; `decision_id` is the later
-- one. As in 0009 for numbers: both names, both reasons.
ALTER TABLE full_text ADD COLUMN who TEXT;  -- NULL: derived by an older program, the decision's own
ALTER TABLE full_text ADD COLUMN why TEXT CHECK ((why IS NULL) = (who IS NULL));

DROP VIEW v_full_text;
CREATE VIEW v_full_text AS
SELECT f.report_id, f.fate, f.category, coalesce(f.who, d.who) AS who, d.at, coalesce(f.why, d.why) AS why, f.decision_id
FROM full_text AS f JOIN decision AS d ON d.id = f.decision_id;
