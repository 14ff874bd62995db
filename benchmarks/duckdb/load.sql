-- From the files of a feed to tables, as an ingest does: every version kept, known_at filled in.
-- Sorted by key and day, which is how they are read; not timed.
CREATE OR REPLACE MACRO day_end(d) AS d::TIMESTAMP + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND;
CREATE OR REPLACE MACRO known(k, d) AS coalesce(k::TIMESTAMP, day_end(d));
CREATE OR REPLACE MACRO ever(k) AS coalesce(k::TIMESTAMP, TIMESTAMP '1900-01-01');

CREATE OR REPLACE TABLE issuers AS
SELECT DISTINCT issuer_id FROM ${issuers} ORDER BY ALL;

CREATE OR REPLACE TABLE securities AS
SELECT security_id, issuer_id, currency, coalesce(ordinary_per_unit, 1) AS ordinary_per_unit,
       coalesce(listed_on::DATE, DATE '1900-01-01') AS listed_on,
       coalesce(delisted_on::DATE, DATE '9999-12-31') AS delisted_on,
       ever(known_at) AS known_at, coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${securities} ORDER BY security_id, known_at;

CREATE OR REPLACE TABLE prices AS
SELECT security_id, trade_date::DATE AS trade_date, close, known(known_at, trade_date) AS known_at,
       coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${prices} ORDER BY security_id, trade_date, known_at;

CREATE OR REPLACE TABLE shares AS
SELECT security_id, effective_date::DATE AS effective_date, shares_outstanding,
       known(known_at, effective_date) AS known_at, coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${shares} ORDER BY security_id, effective_date, known_at;

CREATE OR REPLACE TABLE actions AS
SELECT security_id, ex_date::DATE AS ex_date, action, value, known(known_at, ex_date) AS known_at,
       coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${corporate_actions} ORDER BY security_id, ex_date, known_at;

CREATE OR REPLACE TABLE fx AS
SELECT currency, rate_date::DATE AS rate_date, usd_per_unit, known(known_at, rate_date) AS known_at,
       coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${fx} ORDER BY currency, rate_date, known_at;

CREATE OR REPLACE TABLE estimates AS
SELECT issuer_id, metric, period_end::DATE AS period_end, as_of_date::DATE AS as_of_date, mean,
       analyst_count::INTEGER AS analyst_count, currency, known(known_at, as_of_date) AS known_at,
       coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${estimates} ORDER BY issuer_id, metric, period_end, as_of_date, known_at;

CREATE OR REPLACE TABLE members AS
SELECT basket_id, issuer_id, subsector, valid_from::DATE AS valid_from,
       coalesce(valid_to::DATE, DATE '9999-12-31') AS valid_to,
       coalesce(inclusion_factor, 1)::DOUBLE AS factor, known(known_at, valid_from) AS known_at,
       coalesce(retracted::BOOLEAN, false) AS retracted
FROM ${members} ORDER BY issuer_id, valid_from, known_at;
