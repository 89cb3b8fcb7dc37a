-- 0005_spread_evidence.sql: why an undeclared spread was judged a standard deviation or a standard error, beside the
-- verdict.
ALTER TABLE outcome ADD COLUMN spread_evidence TEXT CHECK ((spread_evidence IS NULL) = (spread_inferred IS NULL));

-- As in 0004, with the new column behind the quote.
DROP VIEW v_outcome;
CREATE VIEW v_outcome AS
SELECT o.id AS outcome_id, s.study_id, o.report_id, p.doi, p.pmid, p.year, a.class AS arm_class, o.arm_label, o.n,
       o.value, o.unit, o.spread, o.spread_kind, o.spread_inferred,
       '[' || o.interval_low || ',' || o.interval_high || ']' AS interval,
       o.months, o.method, o.definition, g.site, g.species, g.design, g.pairing, o.decision, o.confidence, o.flags,
       o.span_text AS quote, o.spread_evidence, o.measure, o.interval_kind, o.statistic, o.polarity_flipped,
       o.as_printed, o.occurrence, o.span_field, o.span_start, o.span_end, g.record_id, a.n AS arm_n, g.n_total,
       p.verdict, p.status, o.first_run, o.changed_run
FROM outcome AS o
JOIN arm AS a ON a.id = o.arm_id
JOIN reading AS g ON g.report_id = o.report_id
JOIN v_report AS p ON p.report_id = o.report_id
LEFT JOIN study_report AS s ON s.report_id = o.report_id;
