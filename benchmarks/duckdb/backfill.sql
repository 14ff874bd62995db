-- The same question as `rerate value --full --bases NTM` under knowledge `latest`: caps and NTM
-- earnings of every issuer on every day, then every basket, sub-sector and day, to Parquet.
--
-- What is done for speed: ids are enums, so joins and groups compare numbers; a version of a row can
-- only be overruled where some version was known at another time than the end of its day, so only
-- those few keys are ranked; splits between two days cancel into one factor per row; everything a
-- day needs is worked out a year at a time, which keeps the sorts and hash tables small; a close is
-- looked up by equality and only where there is none as of an earlier day; a consensus is looked up
-- as of the days on which it changes; sub-sectors add up to their basket, but for the median. What
-- is left out because the made-up data never has it: EPS without net income, an actual before its
-- year's end, a consensus of no analysts, a fiscal year that changes its month, vendors' caps and
-- NTM. All of that would make these queries slower.

CREATE TEMP TABLE days AS SELECT DISTINCT trade_date AS d FROM prices ORDER BY d;

-- Words that are compared as numbers.
CREATE TEMP TYPE issuer AS ENUM (SELECT issuer_id FROM issuers ORDER BY ALL);
CREATE TEMP TYPE basket AS ENUM (SELECT DISTINCT basket_id FROM members ORDER BY ALL);
CREATE TEMP TYPE sector AS ENUM (
  SELECT subsector FROM members UNION VALUES ('ALL'), ('EX_MEMORY'), ('MEMORY') ORDER BY ALL);
CREATE TEMP TYPE line AS ENUM (SELECT DISTINCT security_id FROM securities ORDER BY ALL);
CREATE TEMP TYPE money AS ENUM (
  SELECT currency FROM fx UNION SELECT currency FROM securities UNION SELECT currency FROM estimates
  UNION VALUES ('USD'), ('GBP') ORDER BY ALL);
-- In the order in which they count if an issuer's lines differ: the smallest wins.
CREATE TEMP TYPE judgement AS ENUM (
  'NO_PRICE', 'STALE_PRICE', 'NO_ESTIMATE', 'STALE_ESTIMATE', 'NO_FX', 'STALE_FX', 'NO_SHARES', 'NOT_LISTED', 'OK');

-- The version that counts of a small table.
CREATE TEMP TABLE lines AS
SELECT security_id::line AS line, issuer_id::issuer AS issuer, listed_on, delisted_on, ordinary_per_unit,
       (CASE currency WHEN 'GBX' THEN 'GBP' ELSE currency END)::money AS major,
       CASE currency WHEN 'GBX' THEN 0.01::DOUBLE ELSE 1 END AS minor
FROM (FROM securities QUALIFY row_number() OVER (PARTITION BY security_id ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

CREATE TEMP TABLE facts AS
SELECT security_id::line AS line, ex_date, action, value
FROM (FROM actions WHERE action <> 'cash_dividend'
      QUALIFY row_number() OVER (PARTITION BY security_id, ex_date, action ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

-- Stretches of a line: splits so far, and ordinary shares per unit.
CREATE TEMP TABLE stretches AS
WITH events AS (
  SELECT line, DATE '1900-01-01' AS since, 1.0::DOUBLE AS split, ordinary_per_unit AS unit FROM lines
  UNION ALL
  SELECT line, ex_date, coalesce(product(value) FILTER (action = 'split'), 1),
         max(value) FILTER (action = 'unit_ratio')
  FROM facts GROUP BY ALL)
SELECT line, since,
       lead(since, 1, DATE '9999-12-31') OVER line_dates AS until,
       product(split) OVER line_dates AS splits,
       last_value(unit IGNORE NULLS) OVER line_dates AS unit
FROM events WINDOW line_dates AS (PARTITION BY line ORDER BY since);

CREATE TEMP TABLE rates AS
WITH winning AS (
  FROM fx QUALIFY row_number() OVER (PARTITION BY currency, rate_date ORDER BY known_at DESC) = 1),
grid AS (SELECT currency, d FROM (SELECT DISTINCT currency FROM fx), days)
SELECT g.currency::money AS currency, g.d, CASE WHEN g.d - r.rate_date <= 10 THEN usd_per_unit END AS usd,
       (CASE WHEN r.rate_date IS NULL THEN 'NO_FX' WHEN g.d - r.rate_date > 10 THEN 'STALE_FX'
             ELSE 'OK' END)::judgement AS status
FROM grid g ASOF LEFT JOIN (FROM winning WHERE NOT retracted) r
     ON g.currency = r.currency AND g.d >= r.rate_date
UNION ALL SELECT 'USD'::money, d, 1, 'OK'::judgement FROM days;

-- Closes and counts are on one share basis, so that splits in between need no further look.
CREATE TEMP TABLE closes AS
WITH disputed AS (SELECT DISTINCT security_id, trade_date FROM prices WHERE known_at <> day_end(trade_date)),
winning AS (
  SELECT security_id, trade_date, close FROM prices ANTI JOIN disputed USING (security_id, trade_date)
  WHERE NOT retracted
  UNION ALL
  SELECT security_id, trade_date, close
  FROM (FROM prices SEMI JOIN disputed USING (security_id, trade_date)
        QUALIFY row_number() OVER (PARTITION BY security_id, trade_date ORDER BY known_at DESC) = 1)
  WHERE NOT retracted)
SELECT s.line, trade_date, close * splits / unit AS close
FROM winning w JOIN stretches s ON w.security_id::line = s.line AND trade_date >= since AND trade_date < until;

CREATE TEMP TABLE first_closes AS SELECT line, min(trade_date) AS first FROM closes GROUP BY ALL;

-- When a line is live: listed, with a known count of shares. Alone: its issuer never has another such line.
CREATE TEMP TABLE counts AS
WITH winning AS (
  SELECT security_id::line AS line, effective_date, shares_outstanding
  FROM (FROM shares
        QUALIFY row_number() OVER (PARTITION BY security_id, effective_date ORDER BY known_at DESC) = 1)
  WHERE NOT retracted),
counted AS (
  SELECT w.line, effective_date, shares_outstanding / splits AS shares,
         lead(effective_date, 1, DATE '9999-12-31') OVER (PARTITION BY w.line ORDER BY effective_date) AS next
  FROM winning w JOIN stretches s ON w.line = s.line AND effective_date >= since AND effective_date < until)
SELECT l.line, l.issuer, count(DISTINCT l.line) OVER (PARTITION BY l.issuer) = 1 AS alone,
       l.major, shares * minor AS shares,
       greatest(effective_date, listed_on) AS since, least(next, delisted_on) AS until
FROM counted c JOIN lines l ON c.line = l.line
WHERE shares IS NOT NULL AND greatest(effective_date, listed_on) < least(next, delisted_on);

-- When an issuer has any live line.
CREATE TEMP TABLE alive AS
WITH starts AS (
  SELECT *, coalesce(listed_on > max(delisted_on) OVER (
           PARTITION BY issuer ORDER BY listed_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS fresh
  FROM lines),
islands AS (SELECT *, count(*) FILTER (fresh) OVER (PARTITION BY issuer ORDER BY listed_on
                    ROWS UNBOUNDED PRECEDING) AS island FROM starts)
SELECT issuer, min(listed_on) AS since, max(delisted_on) AS until FROM islands GROUP BY issuer, island;

-- Fiscal years: a day of month up to 7 belongs to the month before.
CREATE OR REPLACE TEMP MACRO snapped(e) AS CASE WHEN day(e) <= 7 THEN e - day(e)::INTEGER ELSE e END;
CREATE OR REPLACE TEMP MACRO period(e) AS (year(snapped(e)) * 12 + month(snapped(e)) - 1)::INTEGER;

CREATE TEMP TABLE consensus AS
WITH incomes AS NOT MATERIALIZED (
  SELECT issuer_id::issuer AS issuer, period_end, as_of_date, mean, currency, known_at, retracted
  FROM estimates WHERE metric = 'net_income'),
disputed AS (SELECT DISTINCT issuer, period_end, as_of_date FROM incomes WHERE known_at <> day_end(as_of_date)),
winning AS (
  SELECT issuer, period_end, as_of_date, mean, currency
  FROM incomes ANTI JOIN disputed USING (issuer, period_end, as_of_date) WHERE NOT retracted
  UNION ALL
  SELECT issuer, period_end, as_of_date, mean, currency
  FROM (FROM incomes SEMI JOIN disputed USING (issuer, period_end, as_of_date)
        QUALIFY row_number() OVER (PARTITION BY issuer, period_end, as_of_date ORDER BY known_at DESC) = 1)
  WHERE NOT retracted)
SELECT issuer, period(period_end) AS period, as_of_date, mean, currency::money AS currency
FROM winning;

CREATE TEMP TABLE first_consensus AS SELECT issuer, period, min(as_of_date) AS first FROM consensus GROUP BY ALL;

CREATE TEMP TABLE fiscal_years AS
WITH ends AS (SELECT issuer_id::issuer AS issuer, period(period_end) AS period, max(snapped(period_end)) AS year_end
              FROM estimates WHERE metric IN ('net_income', 'eps') GROUP BY ALL),
spans AS (SELECT issuer, min(period) - 24 AS first, max(period) + 36 AS last FROM ends GROUP BY ALL),
years AS (SELECT issuer, unnest(range(first, last, 12))::INTEGER AS period FROM spans),
dated AS (
  SELECT issuer, period,
         coalesce(year_end, last_day(make_date(period // 12, period % 12 + 1, 1))) AS year_end
  FROM years LEFT JOIN ends USING (issuer, period)),
ahead AS (SELECT *, lag(year_end) OVER (PARTITION BY issuer ORDER BY period) AS since FROM dated)
FROM ahead WHERE since IS NOT NULL;

CREATE TEMP TABLE seats AS
SELECT basket_id::basket AS basket, issuer_id::issuer AS issuer, subsector::sector AS subsector,
       valid_from, valid_to, factor
FROM (FROM members
      QUALIFY row_number() OVER (PARTITION BY basket_id, issuer_id, valid_from ORDER BY known_at DESC) = 1)
WHERE NOT retracted;

CREATE TEMP TABLE everyone AS SELECT issuer_id::issuer AS issuer FROM issuers;

-- each year
CREATE OR REPLACE TEMP TABLE year_days AS SELECT d FROM days WHERE year(d) = ${year};

-- What can count in the year: closes of up to 10 days before it, consensus of up to 180.
CREATE OR REPLACE TEMP TABLE year_closes AS
FROM closes WHERE trade_date BETWEEN DATE '${year}-01-01' - 10 AND '${year}-12-31';

CREATE OR REPLACE TEMP TABLE year_consensus AS
FROM consensus WHERE as_of_date BETWEEN DATE '${year}-01-01' - 180 AND '${year}-12-31';

-- Most live lines have a close of the day itself; only the others look back.
CREATE OR REPLACE TEMP TABLE line_days AS
SELECT c.line, issuer, alone, major, d, shares, close
FROM (FROM counts WHERE since <= '${year}-12-31' AND until > '${year}-01-01') c
JOIN year_days ON d >= since AND d < until
LEFT JOIN year_closes p ON c.line = p.line AND d = p.trade_date;

CREATE OR REPLACE TEMP TABLE caps AS
WITH priced AS (
  SELECT issuer, alone, major, d, shares, close, NULL::judgement AS problem FROM line_days WHERE close IS NOT NULL
  UNION ALL
  SELECT issuer, alone, major, d, shares, p.close,
         CASE WHEN d - p.trade_date <= 10 THEN NULL WHEN f.first <= d THEN 'STALE_PRICE'::judgement
              ELSE 'NO_PRICE'::judgement END
  FROM (FROM line_days WHERE close IS NULL) l
  ASOF LEFT JOIN year_closes p ON l.line = p.line AND d >= p.trade_date
  LEFT JOIN first_closes f ON l.line = f.line),
judged AS (
  SELECT issuer, alone, p.d, close * shares * usd AS cap, coalesce(problem, r.status, 'NO_FX'::judgement) AS status
  FROM priced p LEFT JOIN rates r ON p.major = r.currency AND p.d = r.d)
SELECT issuer, d, CASE WHEN status = 'OK' THEN cap END AS cap, status FROM judged WHERE alone
UNION ALL
SELECT issuer, d, CASE WHEN bool_and(status = 'OK') THEN sum(cap) END, min(status)
FROM judged WHERE NOT alone GROUP BY issuer, d;

-- A consensus changes once a week, so it is looked up on the days of a change, for FY1 and FY2 of
-- that day, and then spread over the days. FY1 is the year with since <= d < year_end.
CREATE OR REPLACE TEMP TABLE changes AS
WITH years AS (
  SELECT issuer, period AS period1, period + 12 AS period2, year_end,
         greatest(since, DATE '${year}-01-01') AS since, least(year_end, DATE '${year}-12-31' + 1) AS until
  FROM fiscal_years WHERE since <= '${year}-12-31' AND year_end > '${year}-01-01'),
changed AS (
  SELECT y.*, since AS d FROM years y
  UNION
  SELECT y.*, as_of_date FROM years y JOIN year_consensus c
         ON y.issuer = c.issuer AND y.period1 = c.period AND as_of_date > since AND as_of_date < until
  UNION
  SELECT y.*, as_of_date FROM years y JOIN year_consensus c
         ON y.issuer = c.issuer AND y.period2 = c.period AND as_of_date > since AND as_of_date < until)
SELECT g.issuer, g.period1, g.period2, g.year_end, g.d AS since,
       lead(g.d, 1, g.until) OVER (PARTITION BY g.issuer, g.period1 ORDER BY g.d) AS until,
       a.mean AS mean1, a.currency AS currency1, a.as_of_date AS as_of1,
       b.mean AS mean2, b.currency AS currency2, b.as_of_date AS as_of2,
       fa.first AS first1, fb.first AS first2
FROM changed g
ASOF LEFT JOIN year_consensus a ON g.issuer = a.issuer AND g.period1 = a.period AND g.d >= a.as_of_date
ASOF LEFT JOIN year_consensus b ON g.issuer = b.issuer AND g.period2 = b.period AND g.d >= b.as_of_date
LEFT JOIN first_consensus fa ON g.issuer = fa.issuer AND g.period1 = fa.period
LEFT JOIN first_consensus fb ON g.issuer = fb.issuer AND g.period2 = fb.period;

-- Everything about an issuer on a day.
CREATE OR REPLACE TEMP TABLE issuer_days AS
WITH spread AS (
  SELECT *, least(1, (year_end - d) / 365.0) AS w
  FROM (SELECT *, unnest(range(since, until, INTERVAL 1 DAY))::DATE AS d FROM changes)
       SEMI JOIN year_days USING (d)),
legs AS (
  SELECT g.issuer, g.d, g.w, g.mean1 * ra.usd AS earnings1, g.mean2 * rb.usd AS earnings2,
         g.d - as_of1 AS age1, g.d - as_of2 AS age2,
         CASE WHEN age1 <= 180 THEN coalesce(ra.status, 'NO_FX'::judgement)
              WHEN first1 <= g.d THEN 'STALE_ESTIMATE'::judgement ELSE 'NO_ESTIMATE'::judgement END AS status1,
         CASE WHEN g.w >= 1 THEN 'OK'::judgement WHEN age2 <= 180 THEN coalesce(rb.status, 'NO_FX'::judgement)
              WHEN first2 <= g.d THEN 'STALE_ESTIMATE'::judgement ELSE 'NO_ESTIMATE'::judgement END AS status2
  FROM spread g
  LEFT JOIN rates ra ON g.currency1 = ra.currency AND g.d = ra.d
  LEFT JOIN rates rb ON g.currency2 = rb.currency AND g.d = rb.d)
SELECT i.issuer, y.d, c.cap,
       coalesce(c.status, CASE WHEN a.issuer IS NULL THEN 'NOT_LISTED'::judgement
                               ELSE 'NO_SHARES'::judgement END) AS cap_status,
       CASE WHEN status1 = 'OK' AND status2 = 'OK'
            THEN w * earnings1 + CASE WHEN w < 1 THEN (1 - w) * earnings2 ELSE 0 END END AS earnings,
       coalesce(CASE WHEN status1 <> 'OK' THEN status1 ELSE status2 END, 'NO_ESTIMATE'::judgement) AS earnings_status,
       CASE WHEN status1 = 'OK' AND status2 = 'OK'
            THEN CASE WHEN w < 1 THEN greatest(age1, age2) ELSE age1 END END AS age
FROM everyone i CROSS JOIN year_days y
LEFT JOIN legs l ON i.issuer = l.issuer AND y.d = l.d
LEFT JOIN caps c ON i.issuer = c.issuer AND y.d = c.d
LEFT JOIN alive a ON i.issuer = a.issuer AND y.d >= a.since AND y.d < a.until;

COPY (
  SELECT issuer::VARCHAR AS issuer_id, d AS valuation_date, cap AS cap_usd, cap_status::VARCHAR AS status,
         'default' AS methodology, 'latest' AS knowledge, NULL::TIMESTAMPTZ AS recorded_by, 'duckdb' AS run_id
  FROM issuer_days) TO '${out}/issuer_caps-${year}' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);

COPY (
  SELECT issuer::VARCHAR AS issuer_id, d AS valuation_date, 'NTM' AS basis, earnings AS earnings_usd,
         CASE WHEN earnings_status = 'OK' THEN 'ESTIMATE' END AS source, age::INTEGER AS estimate_age_days,
         earnings_status::VARCHAR AS status, 'default' AS methodology, 'latest' AS knowledge,
         NULL::TIMESTAMPTZ AS recorded_by, 'duckdb' AS run_id
  FROM issuer_days) TO '${out}/issuer_earnings-${year}' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);

-- Baskets: members' numbers of a day added up by sub-sector, and those to ALL and to all but
-- memory; only a median cannot be made of medians.
CREATE OR REPLACE TEMP TABLE member_days AS
SELECT basket, subsector, d, cap * factor AS c, earnings * factor AS e
FROM issuer_days i JOIN (FROM seats WHERE valid_from <= '${year}-12-31' AND valid_to > '${year}-01-01') s
     ON i.issuer = s.issuer AND i.d >= s.valid_from AND i.d < s.valid_to;

CREATE OR REPLACE TEMP TABLE parts AS
SELECT basket, subsector, d, count(*) AS members, count(c) AS capped, count(c) FILTER (e IS NOT NULL) AS matched,
       count(*) FILTER (c IS NOT NULL AND e < 0) AS negative,
       coalesce(sum(c), 0) AS cap, coalesce(sum(c) FILTER (e IS NOT NULL), 0) AS matched_cap,
       coalesce(sum(e) FILTER (c IS NOT NULL), 0) AS earnings,
       coalesce(sum(e) FILTER (c IS NOT NULL AND e > 0), 0) AS floored,
       coalesce(sum(c) FILTER (e > 0), 0) AS profitable_cap,
       median(c / e) FILTER (e > 0) AS pe_median
FROM member_days GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE basket_sums AS
FROM parts
UNION ALL BY NAME
SELECT *, 'ALL'::sector AS subsector
FROM (SELECT basket, d, ${sums} FROM parts GROUP BY ALL)
JOIN (SELECT basket, d, median(c / e) FILTER (e > 0) AS pe_median FROM member_days GROUP BY ALL) USING (basket, d)
UNION ALL BY NAME
SELECT *, 'EX_MEMORY'::sector AS subsector
FROM (SELECT basket, d, ${sums} FROM parts WHERE subsector <> 'MEMORY' GROUP BY ALL)
JOIN (SELECT basket, d, median(c / e) FILTER (e > 0) AS pe_median
      FROM member_days WHERE subsector <> 'MEMORY' GROUP BY ALL)
     USING (basket, d);

COPY (
  WITH judged AS (
    SELECT *, matched_cap / cap AS share,
           CASE WHEN matched = 0 THEN 'NO_COVERAGE' WHEN matched_cap / cap < 0.5 THEN 'LOW_COVERAGE'
                WHEN earnings <= 0 THEN 'NON_POSITIVE_EARNINGS' ELSE 'OK' END AS status
    FROM basket_sums),
  spoken AS (SELECT *, status NOT IN ('NO_COVERAGE', 'LOW_COVERAGE') AS speaks FROM judged)
  SELECT basket::VARCHAR AS basket_id, subsector::VARCHAR AS subsector, d AS valuation_date, 'NTM' AS basis,
         'point_in_time' AS membership,
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
  FROM spoken) TO '${out}/basket_valuations-${year}' (FORMAT PARQUET, COMPRESSION ZSTD, PER_THREAD_OUTPUT);
-- end
