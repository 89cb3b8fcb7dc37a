-- 0009_two_readers.sql: what counts may stand on two votes that say the same. `decision_id` is the later one; these name
-- both readers and hold what each gave as reason.
ALTER TABLE decided_outcome ADD COLUMN who TEXT;  -- NULL: the decision's own
ALTER TABLE decided_outcome ADD COLUMN why TEXT CHECK ((why IS NULL) = (who IS NULL));

-- As in 0007, with the names of both.
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
       d.decision_id, coalesce(d.who, c.who) AS decided_by, c.at AS decided_at, coalesce(d.why, c.why) AS decided_why, d.machine, o.place
FROM outcome AS o
JOIN arm AS a ON a.id = o.arm_id
JOIN reading AS g ON g.report_id = o.report_id
JOIN v_report AS p ON p.report_id = o.report_id
LEFT JOIN study_report AS s ON s.report_id = o.report_id
LEFT JOIN decided_outcome AS d ON d.outcome_id = o.id
LEFT JOIN decision AS c ON c.id = d.decision_id;
