-- What time-series libraries on Spark do: all events of a line and the days asked for in one list, the
-- last non-null of each kind carried forward by a window. Caps of counted lines only, splits left out;
-- counted, not written, which makes it look better than it is.
WITH days AS (SELECT DISTINCT trade_date AS d FROM market.prices),
     counted AS (SELECT DISTINCT security_id FROM market.shares_current),
     events AS (
       SELECT security_id, trade_date AS d, 0 AS kind, struct(trade_date AS day, close AS number) AS price,
              CAST(NULL AS STRUCT<number: DOUBLE>) AS shares
       FROM market.prices_current
       UNION ALL
       SELECT security_id, effective_date, 0, NULL, struct(shares_outstanding) FROM market.shares_current
       UNION ALL
       SELECT security_id, d, 1, NULL, NULL FROM counted CROSS JOIN days),
     walked AS (
       SELECT security_id, d, kind,
              last_value(price) IGNORE NULLS OVER walk AS price,
              last_value(shares) IGNORE NULLS OVER walk AS shares
       FROM events
       WINDOW walk AS (PARTITION BY security_id ORDER BY d, kind ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
SELECT count(*) AS line_days, sum(price.number * shares.number * r.usd_per_unit) AS caps
FROM walked w JOIN market.securities_current s ON s.security_id = w.security_id
     LEFT JOIN market.fx_current r ON r.currency = replace(s.currency, 'GBX', 'GBP') AND r.rate_date = w.d
WHERE kind = 1 AND datediff(d, price.day) <= 10
