-- The same question as `rerate value --full --bases NTM` under knowledge `latest`: caps and NTM
-- earnings of every issuer on every day, then every basket, sub-sector and day, to Parquet.
--
-- What is done for speed: a version of a row can only be overruled where some version was known at
-- another time than the end of its day, so only those few keys are ranked; splits between two days
-- cancel into one factor per row; days are joined as of one sorted pass each. What is left out
-- because the made-up data never has it: EPS without net income, an actual before its year's end,
-- a consensus of no analysts, a fiscal year that changes its month, vendors' caps and NTM. All of
-- that would make these queries slower.

CREATE TEMP TABLE days AS SELECT DISTINCT trade_date AS d FROM prices ORDER BY d;

-- The version that counts of a small table.
CREATE TEMP TABLE lines AS
SELECT * EXCLUDE (known_at, retracted),
       CASE currency WHEN 'GBX' THEN 'GBP' ELSE currency END AS major,
       CASE currency WHEN 'GBX' THEN 0.01 ELSE 1 END AS minor
FROM (FROM securities QUALIFY row_number() OVER (PARTITION BY security_id ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

CREATE TEMP TABLE facts AS
SELECT security_id, ex_date, action, value
FROM (FROM actions WHERE action <> 'cash_dividend'
      QUALIFY row_number() OVER (PARTITION BY security_id, ex_date, action ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

-- Stretches of a line: splits so far, and ordinary shares per unit.
CREATE TEMP TABLE stretches AS
WITH events AS (
  SELECT security_id, DATE '1900-01-01' AS since, 1.0::DOUBLE AS split, ordinary_per_unit AS unit FROM lines
  UNION ALL
  SELECT security_id, ex_date, coalesce(product(value) FILTER (action = 'split'), 1),
         max(value) FILTER (action = 'unit_ratio')
  FROM facts GROUP BY ALL)
SELECT security_id, since,
       lead(since, 1, DATE '9999-12-31') OVER line AS until,
       product(split) OVER line AS splits,
       last_value(unit IGNORE NULLS) OVER line AS unit
FROM events WINDOW line AS (PARTITION BY security_id ORDER BY since);

CREATE TEMP TABLE rates AS
WITH winning AS (
  FROM fx QUALIFY row_number() OVER (PARTITION BY currency, rate_date ORDER BY known_at DESC) = 1),
grid AS (SELECT currency, d FROM (SELECT DISTINCT currency FROM fx), days)
SELECT g.currency, g.d, CASE WHEN g.d - r.rate_date <= 10 THEN usd_per_unit END AS usd,
       CASE WHEN r.rate_date IS NULL THEN 'NO_FX' WHEN g.d - r.rate_date > 10 THEN 'STALE_FX' ELSE 'OK' END AS status
FROM grid g ASOF LEFT JOIN (FROM winning WHERE NOT retracted) r
     ON g.currency = r.currency AND g.d >= r.rate_date
UNION ALL SELECT 'USD', d, 1, 'OK' FROM days;

-- Closes and counts on one share basis, so that splits in between need no further look.
CREATE TEMP VIEW closes AS
WITH disputed AS (SELECT DISTINCT security_id, trade_date FROM prices WHERE known_at <> day_end(trade_date)),
winning AS (
  SELECT security_id, trade_date, close FROM prices ANTI JOIN disputed USING (security_id, trade_date)
  WHERE NOT retracted
  UNION ALL
  SELECT security_id, trade_date, close
  FROM (FROM prices SEMI JOIN disputed USING (security_id, trade_date)
        QUALIFY row_number() OVER (PARTITION BY security_id, trade_date ORDER BY known_at DESC) = 1)
  WHERE NOT retracted)
SELECT w.security_id, trade_date, close * splits / unit AS close
FROM winning w JOIN stretches s
     ON w.security_id = s.security_id AND trade_date >= since AND trade_date < until;

CREATE TEMP TABLE counts AS
SELECT w.security_id, effective_date, shares_outstanding / splits AS shares
FROM (FROM shares
      QUALIFY row_number() OVER (PARTITION BY security_id, effective_date ORDER BY known_at DESC) = 1) w
JOIN stretches s ON w.security_id = s.security_id AND effective_date >= since AND effective_date < until
WHERE NOT retracted;

CREATE TEMP TABLE counted AS
SELECT l.*, count(*) OVER (PARTITION BY issuer_id) AS of_issuer
FROM lines l WHERE security_id IN (SELECT security_id FROM counts);

-- When an issuer has any live line.
CREATE TEMP TABLE alive AS
WITH starts AS (
  SELECT *, coalesce(listed_on > max(delisted_on) OVER (
           PARTITION BY issuer_id ORDER BY listed_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS fresh
  FROM lines),
islands AS (SELECT *, count(*) FILTER (fresh) OVER (PARTITION BY issuer_id ORDER BY listed_on
                    ROWS UNBOUNDED PRECEDING) AS island FROM starts)
SELECT issuer_id, min(listed_on) AS since, max(delisted_on) AS until FROM islands GROUP BY issuer_id, island;

CREATE TEMP VIEW line_days AS
SELECT l.issuer_id, l.of_issuer, days.d,
       (l.listed_on <= days.d AND days.d < l.delisted_on AND n.shares IS NOT NULL) AS counts_today,
       p.close * n.shares * l.minor * r.usd AS cap,
       CASE WHEN p.trade_date IS NULL THEN 'NO_PRICE' WHEN days.d - p.trade_date > 10 THEN 'STALE_PRICE'
            ELSE coalesce(r.status, 'NO_FX') END AS status
FROM counted l CROSS JOIN days
ASOF LEFT JOIN closes p ON l.security_id = p.security_id AND days.d >= p.trade_date
ASOF LEFT JOIN counts n ON l.security_id = n.security_id AND days.d >= n.effective_date
LEFT JOIN rates r ON l.major = r.currency AND days.d = r.d;

CREATE TEMP VIEW caps AS
WITH known AS (
  SELECT issuer_id, d, counts_today, CASE WHEN status = 'OK' THEN cap END AS cap, status
  FROM line_days WHERE of_issuer = 1
  UNION ALL
  SELECT issuer_id, d, bool_or(counts_today),
         CASE WHEN bool_and(status = 'OK') FILTER (counts_today) THEN sum(cap) FILTER (counts_today) END,
         coalesce(
           ['NO_PRICE', 'STALE_PRICE', 'NO_FX', 'STALE_FX', 'OK'][
             min(list_position(['NO_PRICE', 'STALE_PRICE', 'NO_FX', 'STALE_FX', 'OK'], status)) FILTER (counts_today)],
           'NO_SHARES')
  FROM line_days WHERE of_issuer > 1 GROUP BY issuer_id, d
  UNION ALL
  SELECT issuer_id, d, false, NULL, 'NO_SHARES'
  FROM issuers, days WHERE issuer_id NOT IN (SELECT issuer_id FROM counted))
SELECT k.issuer_id, k.d, CASE WHEN counts_today THEN cap END AS cap,
       CASE WHEN counts_today THEN status WHEN a.issuer_id IS NULL THEN 'NOT_LISTED' ELSE 'NO_SHARES' END AS status
FROM known k LEFT JOIN alive a ON k.issuer_id = a.issuer_id AND k.d >= a.since AND k.d < a.until;

-- Fiscal years: a day of month up to 7 belongs to the month before.
CREATE OR REPLACE TEMP MACRO snapped(e) AS CASE WHEN day(e) <= 7 THEN e - day(e)::INTEGER ELSE e END;
CREATE OR REPLACE TEMP MACRO period(e) AS (year(snapped(e)) * 12 + month(snapped(e)) - 1)::INTEGER;

CREATE TEMP VIEW consensus AS
WITH incomes AS (FROM estimates WHERE metric = 'net_income'),
disputed AS (SELECT DISTINCT issuer_id, period_end, as_of_date FROM incomes WHERE known_at <> day_end(as_of_date)),
winning AS (
  SELECT issuer_id, period_end, as_of_date, mean, currency
  FROM incomes ANTI JOIN disputed USING (issuer_id, period_end, as_of_date) WHERE NOT retracted
  UNION ALL
  SELECT issuer_id, period_end, as_of_date, mean, currency
  FROM (FROM incomes SEMI JOIN disputed USING (issuer_id, period_end, as_of_date)
        QUALIFY row_number() OVER (PARTITION BY issuer_id, period_end, as_of_date ORDER BY known_at DESC) = 1)
  WHERE NOT retracted)
SELECT issuer_id, period(period_end) AS period, as_of_date, mean, currency FROM winning;

CREATE TEMP TABLE fiscal_years AS
WITH ends AS (SELECT issuer_id, period(period_end) AS period, max(snapped(period_end)) AS year_end
              FROM estimates WHERE metric IN ('net_income', 'eps') GROUP BY ALL),
spans AS (SELECT issuer_id, min(period) - 24 AS first, max(period) + 36 AS last FROM ends GROUP BY ALL),
years AS (SELECT issuer_id, unnest(range(first, last, 12))::INTEGER AS period FROM spans),
dated AS (
  SELECT issuer_id, period,
         coalesce(year_end, last_day(make_date(period // 12, period % 12 + 1, 1))) AS year_end
  FROM years LEFT JOIN ends USING (issuer_id, period)),
ahead AS (SELECT *, lag(year_end) OVER (PARTITION BY issuer_id ORDER BY period) AS since FROM dated)
FROM ahead WHERE since IS NOT NULL;

-- Everything about an issuer on a day. FY1 is the year with since <= d < year_end.
CREATE TEMP TABLE issuer_days AS
WITH grid AS (
  SELECT c.*, f.period AS period1, f.period + 12 AS period2, least(1, (f.year_end - c.d) / 365.0) AS w
  FROM caps c LEFT JOIN fiscal_years f ON c.issuer_id = f.issuer_id AND c.d >= f.since AND c.d < f.year_end),
legs AS (
  SELECT g.issuer_id, g.d, g.cap, g.status, g.w,
         a.mean * ra.usd AS earnings1, b.mean * rb.usd AS earnings2,
         g.d - a.as_of_date AS age1, g.d - b.as_of_date AS age2,
         CASE WHEN a.as_of_date IS NULL THEN 'NO_ESTIMATE' WHEN age1 > 180 THEN 'STALE_ESTIMATE'
              ELSE coalesce(ra.status, 'NO_FX') END AS status1,
         CASE WHEN g.w >= 1 THEN 'OK' WHEN b.as_of_date IS NULL THEN 'NO_ESTIMATE' WHEN age2 > 180 THEN 'STALE_ESTIMATE'
              ELSE coalesce(rb.status, 'NO_FX') END AS status2
  FROM grid g
  ASOF LEFT JOIN consensus a ON g.issuer_id = a.issuer_id AND g.period1 = a.period AND g.d >= a.as_of_date
  ASOF LEFT JOIN consensus b ON g.issuer_id = b.issuer_id AND g.period2 = b.period AND g.d >= b.as_of_date
  LEFT JOIN rates ra ON a.currency = ra.currency AND g.d = ra.d
  LEFT JOIN rates rb ON b.currency = rb.currency AND g.d = rb.d)
SELECT issuer_id, d, cap, status AS cap_status,
       CASE WHEN status1 = 'OK' AND status2 = 'OK'
            THEN w * earnings1 + CASE WHEN w < 1 THEN (1 - w) * earnings2 ELSE 0 END END AS earnings,
       CASE WHEN status1 <> 'OK' THEN status1 ELSE status2 END AS earnings_status,
       CASE WHEN status1 = 'OK' AND status2 = 'OK' THEN CASE WHEN w < 1 THEN greatest(age1, age2) ELSE age1 END END AS age
FROM legs;

COPY (
  SELECT issuer_id, d AS valuation_date, cap AS cap_usd, cap_status AS status, 'default' AS methodology,
         'latest' AS knowledge, NULL::TIMESTAMPTZ AS recorded_by, 'duckdb' AS run_id
  FROM issuer_days) TO '${out}/issuer_caps' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);

COPY (
  SELECT issuer_id, d AS valuation_date, 'NTM' AS basis, earnings AS earnings_usd,
         CASE WHEN earnings_status = 'OK' THEN 'ESTIMATE' END AS source, age::INTEGER AS estimate_age_days,
         earnings_status AS status, 'default' AS methodology, 'latest' AS knowledge,
         NULL::TIMESTAMPTZ AS recorded_by, 'duckdb' AS run_id
  FROM issuer_days) TO '${out}/issuer_earnings' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);

-- Baskets: members' numbers of a day, then sub-sectors, ALL and all but memory.
CREATE TEMP TABLE seats AS
SELECT basket_id, issuer_id, subsector, valid_from, valid_to, factor
FROM (FROM members
      QUALIFY row_number() OVER (PARTITION BY basket_id, issuer_id, valid_from ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

CREATE TEMP VIEW member_days AS
SELECT basket_id, subsector, d, cap * factor AS c, earnings * factor AS e
FROM issuer_days i JOIN seats s ON i.issuer_id = s.issuer_id AND i.d >= s.valid_from AND i.d < s.valid_to;

CREATE TEMP VIEW basket_sums AS
SELECT basket_id, coalesce(subsector, 'ALL') AS subsector, d, ${sums}
FROM member_days GROUP BY GROUPING SETS ((basket_id, subsector, d), (basket_id, d))
UNION ALL
SELECT basket_id, 'EX_MEMORY', d, ${sums} FROM member_days WHERE subsector <> 'MEMORY' GROUP BY basket_id, d;

COPY (
  WITH judged AS (
    SELECT *, matched_cap / cap AS share,
           CASE WHEN matched = 0 THEN 'NO_COVERAGE' WHEN matched_cap / cap < 0.5 THEN 'LOW_COVERAGE'
                WHEN earnings <= 0 THEN 'NON_POSITIVE_EARNINGS' ELSE 'OK' END AS status
    FROM basket_sums),
  spoken AS (SELECT *, status NOT IN ('NO_COVERAGE', 'LOW_COVERAGE') AS speaks FROM judged)
  SELECT basket_id, subsector, d AS valuation_date, 'NTM' AS basis, 'point_in_time' AS membership,
         CASE WHEN capped > 0 THEN cap END AS cap_usd,
         CASE WHEN matched > 0 THEN matched_cap END AS matched_cap_usd,
         CASE WHEN matched > 0 THEN earnings END AS earnings_usd,
         CASE WHEN status = 'OK' THEN matched_cap / earnings END AS pe,
         CASE WHEN speaks AND floored > 0 THEN matched_cap / floored END AS pe_zero_floor,
         CASE WHEN speaks AND floored > 0 THEN profitable_cap / floored END AS pe_ex_losses,
         CASE WHEN speaks THEN pe_median END AS pe_median,
         CASE WHEN capped > 0 THEN share END AS coverage,
         members::INTEGER AS member_count, capped::INTEGER AS capped_count, matched::INTEGER AS matched_count,
         negative::INTEGER AS negative_count, status, 'default' AS methodology, 'latest' AS knowledge,
         NULL::TIMESTAMPTZ AS recorded_by, 'duckdb' AS run_id
  FROM spoken) TO '${out}/basket_valuations' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);
