-- 0004_views.sql: the public face of the file; every column is described in docs/database.md. Plain SQL functions only.

CREATE VIEW v_record AS
SELECT r.id AS record_id, r.source, r.source_key, r.pmid, r.doi, r.pmcid, r.title, r.abstract, r.authors, r.journal,
       r.volume, r.issue, r.pages, r.published, r.year, r.publication_types, r.mesh, r.keywords, r.language,
       r.relations, r.registry, r.status, r.published_as_printed, r.version, r.abstract_text, r.journal_id,
       m.report_id, r.payload_id, r.deleted_reason, r.first_run, r.changed_run
FROM record AS r LEFT JOIN report_record AS m ON m.record_id = r.id;

-- Exclude if any rule excludes, else unsure if any is unsure, else include; with the first rule that said so.
CREATE VIEW v_report AS
SELECT p.id AS report_id, p.key, s.study_id, p.status, p.status_evidence,
       (SELECT x.doi FROM report_record m JOIN record x ON x.id = m.record_id
         WHERE m.report_id = p.id AND x.doi IS NOT NULL ORDER BY m.position LIMIT 1) AS doi,
       (SELECT x.pmid FROM report_record m JOIN record x ON x.id = m.record_id
         WHERE m.report_id = p.id AND x.pmid IS NOT NULL ORDER BY m.position LIMIT 1) AS pmid,
       (SELECT x.pmcid FROM report_record m JOIN record x ON x.id = m.record_id
         WHERE m.report_id = p.id AND x.pmcid IS NOT NULL ORDER BY m.position LIMIT 1) AS pmcid,
       (SELECT x.year FROM report_record m JOIN record x ON x.id = m.record_id
         WHERE m.report_id = p.id AND x.year IS NOT NULL ORDER BY m.position LIMIT 1) AS year,
       t.title, t.abstract_text, t.authors,
       t.first_author, t.journal_title AS journal, t.publication_types, p.record_id,
       (SELECT count(*) FROM report_record m WHERE m.report_id = p.id) AS records,
       (SELECT '["' || group_concat(source, '","') || '"]' FROM (SELECT DISTINCT x.source FROM report_record m JOIN record x
         ON x.id = m.record_id WHERE m.report_id = p.id ORDER BY x.source)) AS sources,
       v.verdict, v.rule AS verdict_rule, v.reason AS verdict_reason,
       g.species, g.design, g.pairing, g.n_total, g.site, g.extractor,
       (SELECT count(*) FROM outcome o WHERE o.report_id = p.id) AS outcomes, p.first_run
FROM report AS p
JOIN record AS t ON t.id = p.record_id
LEFT JOIN study_report AS s ON s.report_id = p.id
LEFT JOIN reading AS g ON g.report_id = p.id
LEFT JOIN screening AS v ON v.report_id = p.id AND v.position =
  (SELECT c.position FROM screening c WHERE c.report_id = p.id
    ORDER BY CASE c.verdict WHEN 'exclude' THEN 0 WHEN 'unsure' THEN 1 ELSE 2 END, c.position LIMIT 1);

CREATE VIEW v_screening AS
SELECT report_id, position, rule, verdict, reason, run_id FROM screening;

-- A study is called by the first author and year of its first report.
CREATE VIEW v_study AS
SELECT s.id AS study_id, s.key,
       coalesce(p.first_author, s.key) || CASE WHEN p.year IS NULL THEN '' ELSE ' ' || p.year END AS label,
       s.rule, p.doi, p.pmid, p.year, p.title, p.journal, p.status, p.verdict, p.species, p.design, p.pairing,
       p.n_total, p.site,
       (SELECT count(*) FROM study_report m WHERE m.study_id = s.id) AS reports,
       (SELECT '[' || group_concat(report_id, ',') || ']' FROM (SELECT m.report_id FROM study_report m
         WHERE m.study_id = s.id ORDER BY m.position)) AS report_ids,
       (SELECT count(*) FROM study_report m JOIN outcome o ON o.report_id = m.report_id
         WHERE m.study_id = s.id) AS outcomes, s.first_run
FROM study AS s
JOIN study_report AS f ON f.study_id = s.id AND f.position = 0
JOIN v_report AS p ON p.report_id = f.report_id;

-- The columns of `outcomes --json`, then where the words stand and what else is known of the number.
CREATE VIEW v_outcome AS
SELECT o.id AS outcome_id, s.study_id, o.report_id, p.doi, p.pmid, p.year, a.class AS arm_class, o.arm_label, o.n,
       o.value, o.unit, o.spread, o.spread_kind, o.spread_inferred,
       '[' || o.interval_low || ',' || o.interval_high || ']' AS interval,
       o.months, o.method, o.definition, g.site, g.species, g.design, g.pairing, o.decision, o.confidence, o.flags,
       o.span_text AS quote, o.measure, o.interval_kind, o.statistic, o.polarity_flipped, o.as_printed, o.occurrence,
       o.span_field, o.span_start, o.span_end, g.record_id, a.n AS arm_n, g.n_total, p.verdict, p.status,
       o.first_run, o.changed_run
FROM outcome AS o
JOIN arm AS a ON a.id = o.arm_id
JOIN reading AS g ON g.report_id = o.report_id
JOIN v_report AS p ON p.report_id = o.report_id
LEFT JOIN study_report AS s ON s.report_id = o.report_id;

CREATE VIEW v_contrast AS
SELECT e.id AS effect_id, e.comparison, e.measure, e.reading, e.study_id, s.label AS study, s.year, e.yi, e.vi,
       e.mean_1, e.sd_1, e.n_1, e.mean_2, e.sd_2, e.n_2, e.months, e.within_person, e.flags,
       (SELECT '[' || coalesce(group_concat(outcome_id, ','), '') || ']' FROM (SELECT x.outcome_id FROM effect_outcome x
         WHERE x.effect_id = e.id AND x.side = 1 ORDER BY x.outcome_id)) AS outcomes_1,
       (SELECT '[' || coalesce(group_concat(outcome_id, ','), '') || ']' FROM (SELECT x.outcome_id FROM effect_outcome x
         WHERE x.effect_id = e.id AND x.side = 2 ORDER BY x.outcome_id)) AS outcomes_2,
       e.run_id
FROM effect AS e JOIN v_study AS s ON s.study_id = e.study_id;

-- Flow of PRISMA 2020 with the row keys of the R package PRISMA2020; n is NULL for boxes this program does not fill.
-- identified = duplicates + automatic + other + screened; screened = excluded + sought;
-- sought = not retrieved + assessed; assessed = excluded + included.
CREATE VIEW v_prisma AS
WITH
judged AS (
  SELECT c.report_id, CASE WHEN sum(c.verdict = 'exclude') > 0 THEN 'exclude'
                           WHEN sum(c.verdict = 'unsure') > 0 THEN 'unsure' ELSE 'include' END AS verdict,
         EXISTS (SELECT 1 FROM outcome o WHERE o.report_id = c.report_id) AS has_outcome
  FROM screening c GROUP BY c.report_id),
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
         (SELECT count(*) FROM judged) AS screened,
         (SELECT count(*) FROM judged WHERE verdict = 'exclude') AS excluded,
         (SELECT count(*) FROM judged WHERE verdict = 'unsure') AS unsure,
         (SELECT count(*) FROM judged WHERE verdict = 'include') AS assessed,
         (SELECT count(*) FROM judged WHERE verdict = 'include' AND NOT has_outcome) AS empty),
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
  UNION ALL SELECT 14, 'records_excluded', excluded,
    (SELECT group_concat(line, '; ') FROM (SELECT reason || ', ' || count(*) AS line FROM
      (SELECT (SELECT c.reason FROM screening c WHERE c.report_id = j.report_id AND c.verdict = 'exclude'
                ORDER BY c.position LIMIT 1) AS reason FROM judged j WHERE j.verdict = 'exclude')
      GROUP BY reason ORDER BY count(*) DESC, reason)) FROM tally
  UNION ALL SELECT 15, 'dbr_sought_reports', screened - excluded, NULL FROM tally
  UNION ALL SELECT 16, 'dbr_notretrieved_reports', unsure, NULL FROM tally
  UNION ALL SELECT 17, 'other_sought_reports', NULL, NULL
  UNION ALL SELECT 18, 'other_notretrieved_reports', NULL, NULL
  UNION ALL SELECT 19, 'dbr_assessed', assessed, NULL FROM tally
  UNION ALL SELECT 20, 'dbr_excluded', empty,
    CASE WHEN empty > 0 THEN 'no outcome in the text, ' || empty END FROM tally
  UNION ALL SELECT 21, 'other_assessed', NULL, NULL
  UNION ALL SELECT 22, 'other_excluded', NULL, NULL
  UNION ALL SELECT 23, 'new_studies', (SELECT count(DISTINCT s.study_id) FROM judged j
    JOIN study_report s ON s.report_id = j.report_id WHERE j.verdict = 'include' AND j.has_outcome), NULL
  UNION ALL SELECT 24, 'new_reports', assessed - empty, NULL FROM tally
  UNION ALL SELECT 25, 'total_studies', (SELECT count(DISTINCT s.study_id) FROM judged j
    JOIN study_report s ON s.report_id = j.report_id WHERE j.verdict = 'include' AND j.has_outcome), NULL
  UNION ALL SELECT 26, 'total_reports', assessed - empty, NULL FROM tally
  UNION ALL SELECT 27, 'total_studies_ma', (SELECT count(DISTINCT study_id) FROM pooled), NULL
  UNION ALL SELECT 28, 'total_reports_ma', (SELECT count(DISTINCT report_id) FROM pooled), NULL)
SELECT box, n, nullif(detail, '') AS detail, position FROM boxes;

CREATE VIEW v_run AS
SELECT r.id AS run_id, r.command, r.started_at, r.finished_at, r.status,
       (SELECT coalesce(sum(s.added), 0) FROM run_source s WHERE s.run_id = r.id) AS new,
       (SELECT coalesce(sum(s.changed), 0) FROM run_source s WHERE s.run_id = r.id) AS changed,
       (SELECT coalesce(sum(s.unchanged), 0) FROM run_source s WHERE s.run_id = r.id) AS unchanged,
       (SELECT coalesce(sum(s.deleted), 0) FROM run_source s WHERE s.run_id = r.id) AS deleted,
       (SELECT coalesce(sum(s.rejected), 0) FROM run_source s WHERE s.run_id = r.id) AS rejected,
       (SELECT '[' || coalesce(group_concat(line, ','), '') || ']' FROM
         (SELECT s.line FROM run_source s WHERE s.run_id = r.id ORDER BY s.source)) AS sources,
       r.summary
FROM run AS r;

CREATE VIEW v_run_source AS
SELECT run_id, source, status, expected, received, parsed, rejected, added AS new, changed, unchanged, deleted, owed,
       requests, retries, bytes, seconds, watermark, error
FROM run_source;

CREATE VIEW v_journal AS
SELECT j.id AS journal_id, j.nlm_id, j.issn_linking, j.issn,
       j.title, j.iso_abbreviation, j.publisher, j.country,
       (SELECT count(*) FROM record r WHERE r.journal_id = j.id) AS records
FROM journal AS j;

CREATE VIEW v_exclusion AS
SELECT id AS exclusion_id, stage, subject, reason, nullif(detail, '') AS detail, n, run_id FROM exclusion;

CREATE VIEW v_slice AS
SELECT l.id AS slice_id, q.source, l.name, u.name AS parent, q.kind, q.text, q.since, q.until, l.expected, l.exactness,
       (SELECT count(*) FROM slice_key k WHERE k.slice_id = l.id AND k.state <> 'asked') AS received,
       (SELECT count(*) FROM slice_key k WHERE k.slice_id = l.id AND k.state = 'stored') AS stored,
       (SELECT count(*) FROM slice_key k WHERE k.slice_id = l.id AND k.state = 'deleted') AS deleted,
       (SELECT count(*) FROM slice_key k WHERE k.slice_id = l.id AND k.state IN ('owed', 'unavailable')) AS owed,
       l.unkeyed, l.state, l.reason, l.warnings, q.run_id, l.last_run
FROM slice AS l JOIN source_query AS q ON q.id = l.query_id LEFT JOIN slice AS u ON u.id = l.parent_id;

CREATE VIEW v_owed AS
SELECT source, key, reason, tries, first_at, last_at FROM owed;

CREATE VIEW v_payload AS
SELECT p.id AS payload_id, p.kind, p.source, p.name, r.method, r.parameters, p.status, p.verdict, p.reason, p.size,
       p.sha256, p.wire_bytes, p.received_at, p.seconds, p.request_id, p.run_id
FROM payload AS p LEFT JOIN request AS r ON r.id = p.request_id;

CREATE VIEW v_conflict AS
SELECT a.id AS record_a, b.id AS record_b, a.source || ':' || a.source_key AS key_a,
       b.source || ':' || b.source_key AS key_b, c.reason
FROM link_conflict AS c JOIN record AS a ON a.id = c.record_a JOIN record AS b ON b.id = c.record_b;

CREATE VIEW v_comparison AS
SELECT s.study_id, c.report_id, c.position, c.arms, c.p, c.p_relation, c.test, c.adjustment, c.paired, c.sides,
       c.difference, '[' || c.ci_low || ',' || c.ci_high || ']' AS ci95,
       c.span_field, c.span_start, c.span_end, c.span_text AS quote
FROM comparison AS c LEFT JOIN study_report AS s ON s.report_id = c.report_id;
