-- Rows that only one side has, and numbers that differ by more than a relative 1e-9; words at all.
CREATE OR REPLACE TEMP MACRO differ(a, b) AS
  CASE WHEN a IS NULL OR b IS NULL THEN a IS DISTINCT FROM b
       ELSE abs(a - b) > 1e-9 * greatest(abs(a), abs(b)) END;

SELECT 'issuer_caps' AS relation, count(*) AS rows,
       count(*) FILTER (a.issuer_id IS NULL OR b.issuer_id IS NULL) AS missing,
       count(*) FILTER (differ(a.cap_usd, b.cap_usd) OR a.status IS DISTINCT FROM b.status) AS different
FROM read_parquet('${ours}/issuer_caps/**/*.parquet') a
FULL JOIN read_parquet('${theirs}/issuer_caps-*/*.parquet') b USING (issuer_id, valuation_date);

SELECT 'issuer_earnings' AS relation, count(*) AS rows,
       count(*) FILTER (a.issuer_id IS NULL OR b.issuer_id IS NULL) AS missing,
       count(*) FILTER (differ(a.earnings_usd, b.earnings_usd) OR a.status IS DISTINCT FROM b.status
                        OR a.source IS DISTINCT FROM b.source
                        OR a.estimate_age_days IS DISTINCT FROM b.estimate_age_days) AS different
FROM read_parquet('${ours}/issuer_earnings/**/*.parquet') a
FULL JOIN read_parquet('${theirs}/issuer_earnings-*/*.parquet') b USING (issuer_id, valuation_date, basis);

SELECT 'basket_valuations' AS relation, count(*) AS rows,
       count(*) FILTER (a.basket_id IS NULL OR b.basket_id IS NULL) AS missing,
       count(*) FILTER (differ(a.cap_usd, b.cap_usd) OR differ(a.matched_cap_usd, b.matched_cap_usd)
                        OR differ(a.earnings_usd, b.earnings_usd) OR differ(a.pe, b.pe)
                        OR differ(a.pe_zero_floor, b.pe_zero_floor) OR differ(a.pe_ex_losses, b.pe_ex_losses)
                        OR differ(a.pe_median, b.pe_median) OR differ(a.coverage, b.coverage)
                        OR a.member_count <> b.member_count OR a.capped_count <> b.capped_count
                        OR a.matched_count <> b.matched_count OR a.negative_count <> b.negative_count
                        OR a.status <> b.status) AS different
FROM read_parquet('${ours}/basket_valuations/**/*.parquet') a
FULL JOIN read_parquet('${theirs}/basket_valuations-*/*.parquet') b
     USING (basket_id, subsector, valuation_date, basis, membership);
