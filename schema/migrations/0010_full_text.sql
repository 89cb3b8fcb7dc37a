-- 0010_full_text.sql: what people said of reports at full text: sought, not retrieved, assessed, included, or excluded with
-- a reason to count by. Derived from decisions; empty without them, and the flow is then that of 0004.
CREATE TABLE full_text (
  report_id   INTEGER PRIMARY KEY REFERENCES report(id) ON DELETE CASCADE,
  fate        TEXT NOT NULL CHECK (fate IN ('sought','not_retrieved','assessed','include','exclude')),
  category    TEXT CHECK ((category IS NULL) = (fate <> 'exclude')),  -- the reason for exclusion
  decision_id INTEGER NOT NULL REFERENCES decision(id)
) STRICT;

CREATE VIEW v_full_text AS
SELECT f.report_id, f.fate, f.category, d.who, d.at, d.why, f.decision_id
FROM full_text AS f JOIN decision AS d ON d.id = f.decision_id;

-- As in 0004, with the fates at full text. n is NULL for boxes this program does not fill.
-- identified = duplicates + automatic + other + screened; screened = excluded + sought;
-- sought = not retrieved + assessed; assessed = excluded + included.
DROP VIEW v_prisma;
CREATE VIEW v_prisma AS
WITH
judged AS (
  SELECT c.report_id, CASE WHEN sum(c.verdict = 'exclude') > 0 THEN 'exclude'
                           WHEN sum(c.verdict = 'unsure') > 0 THEN 'unsure' ELSE 'include' END AS verdict,
         EXISTS (SELECT 1 FROM outcome o WHERE o.report_id = c.report_id) AS has_outcome,
         coalesce(f.fate, '') AS fate, f.category
  FROM screening c LEFT JOIN full_text f ON f.report_id = c.report_id GROUP BY c.report_id),
-- Where each report ends; without a fate at full text the text that the program has is what was assessed.
placed AS (
  SELECT report_id,
         CASE WHEN fate = '' AND verdict = 'exclude' THEN 'screened out'
              WHEN fate = 'not_retrieved' OR (fate IN ('', 'sought') AND verdict <> 'include') THEN 'not retrieved'
              WHEN fate = 'include' OR (fate <> 'exclude' AND verdict = 'include' AND has_outcome) THEN 'included'
              ELSE 'excluded' END AS place,
         coalesce(category, CASE verdict WHEN 'include' THEN 'no outcome in the text' ELSE 'not decided yet' END) AS reason
  FROM judged),
pooled AS (
  SELECT e.study_id, o.report_id FROM effect e
  JOIN effect_outcome x ON x.effect_id = e.id JOIN outcome o ON o.id = x.outcome_id
  WHERE e.vi IS NOT NULL AND e.reading = 'stated'),
tally AS (
  SELECT (SELECT count(*) FROM record) AS records,
         (SELECT count(*) FROM report_record) AS linked,
         (SELECT count(DISTINCT report_id) FROM report_record) AS reports,
         (SELECT coalesce(sum(n), 0) FROM exclusion WHERE stage = 'import' AND reason <> 'unreadable') AS automatic,
         (SELECT coalesce(sum(n), 0) FROM exclusion WHERE stage = 'import' AND reason = 'unreadable') AS unreadable,
         (SELECT coalesce(sum(n), 0) FROM exclusion WHERE stage = 'fetch') AS unfetched,
         (SELECT count(*) FROM owed) AS owed,
         (SELECT count(*) FROM placed) AS screened,
         (SELECT count(*) FROM placed WHERE place = 'screened out') AS dismissed,
         (SELECT count(*) FROM placed WHERE place = 'not retrieved') AS absent,
         (SELECT count(*) FROM placed WHERE place = 'excluded') AS excluded,
         (SELECT count(*) FROM placed WHERE place = 'included') AS included),
boxes(position, box, n, detail) AS (
  SELECT 1, 'previous_studies', NULL, NULL
  UNION ALL SELECT 2, 'previous_reports', NULL, NULL
  UNION ALL SELECT 3, 'database_results', records + automatic + unreadable + unfetched + owed, NULL FROM tally
  UNION ALL SELECT 4, 'database_specific_results', NULL,
    (SELECT group_concat(line, '; ') FROM
      (SELECT source || ', ' || count(*) AS line FROM record GROUP BY source ORDER BY source))
  UNION ALL SELECT 5, 'register_results', NULL, NULL
  UNION ALL SELECT 6, 'register_specific_results', NULL, NULL
  UNION ALL SELECT 7, 'website_results', NULL, NULL
  UNION ALL SELECT 8, 'organisation_results', NULL, NULL
  UNION ALL SELECT 9, 'citations_results', NULL, NULL
  UNION ALL SELECT 10, 'duplicates', linked - reports, NULL FROM tally
  UNION ALL SELECT 11, 'excluded_automatic', automatic,
    (SELECT group_concat(line, '; ') FROM (SELECT reason || ', ' || sum(n) AS line FROM exclusion
      WHERE stage = 'import' AND reason <> 'unreadable' GROUP BY reason ORDER BY sum(n) DESC, reason)) FROM tally
  UNION ALL SELECT 12, 'excluded_other',
    records - linked + reports - screened + unreadable + unfetched + owed,
    trim(CASE WHEN records - linked + reports - screened > 0
              THEN 'withdrawn or not screened yet, ' || (records - linked + reports - screened) || '; ' ELSE '' END ||
         CASE WHEN unreadable > 0 THEN 'unreadable, ' || unreadable || '; ' ELSE '' END ||
         CASE WHEN unfetched > 0 THEN 'unavailable, ' || unfetched || '; ' ELSE '' END ||
         CASE WHEN owed > 0 THEN 'not received yet, ' || owed || '; ' ELSE '' END, '; ') FROM tally
  UNION ALL SELECT 13, 'records_screened', screened, NULL FROM tally
  UNION ALL SELECT 14, 'records_excluded', dismissed,
    (SELECT group_concat(line, '; ') FROM (SELECT reason || ', ' || count(*) AS line FROM
      (SELECT (SELECT c.reason FROM screening c WHERE c.report_id = j.report_id AND c.verdict = 'exclude'
                ORDER BY c.position LIMIT 1) AS reason FROM placed j WHERE j.place = 'screened out')
      GROUP BY reason ORDER BY count(*) DESC, reason)) FROM tally
  UNION ALL SELECT 15, 'dbr_sought_reports', screened - dismissed, NULL FROM tally
  UNION ALL SELECT 16, 'dbr_notretrieved_reports', absent, NULL FROM tally
  UNION ALL SELECT 17, 'other_sought_reports', NULL, NULL
  UNION ALL SELECT 18, 'other_notretrieved_reports', NULL, NULL
  UNION ALL SELECT 19, 'dbr_assessed', excluded + included, NULL FROM tally
  UNION ALL SELECT 20, 'dbr_excluded', excluded,
    (SELECT group_concat(line, '; ') FROM (SELECT reason || ', ' || count(*) AS line FROM placed
      WHERE place = 'excluded' GROUP BY reason ORDER BY count(*) DESC, reason)) FROM tally
  UNION ALL SELECT 21, 'other_assessed', NULL, NULL
  UNION ALL SELECT 22, 'other_excluded', NULL, NULL
  UNION ALL SELECT 23, 'new_studies', (SELECT count(DISTINCT s.study_id) FROM placed j
    JOIN study_report s ON s.report_id = j.report_id WHERE j.place = 'included'), NULL
  UNION ALL SELECT 24, 'new_reports', included, NULL FROM tally
  UNION ALL SELECT 25, 'total_studies', (SELECT count(DISTINCT s.study_id) FROM placed j
    JOIN study_report s ON s.report_id = j.report_id WHERE j.place = 'included'), NULL
  UNION ALL SELECT 26, 'total_reports', included, NULL FROM tally
  UNION ALL SELECT 27, 'total_studies_ma', (SELECT count(DISTINCT study_id) FROM pooled), NULL
  UNION ALL SELECT 28, 'total_reports_ma', (SELECT count(DISTINCT report_id) FROM pooled), NULL)
SELECT box, n, nullif(detail, '') AS detail, position FROM boxes;
