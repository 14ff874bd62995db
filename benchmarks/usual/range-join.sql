-- Intervals [from, to) of every close and count, joined to the days by range.
WITH days AS (SELECT DISTINCT trade_date AS d FROM market.prices),
     closes AS (
       SELECT security_id, close, trade_date AS since,
              lead(trade_date, 1, DATE'9999-12-31') OVER (PARTITION BY security_id ORDER BY trade_date) AS until
       FROM market.prices_current),
     counts AS (
       SELECT security_id, shares_outstanding, effective_date AS since,
              lead(effective_date, 1, DATE'9999-12-31') OVER (PARTITION BY security_id ORDER BY effective_date) AS until
       FROM market.shares_current)
SELECT count(*) AS line_days, sum(c.close * n.shares_outstanding * r.usd_per_unit) AS caps
FROM counts n JOIN days ON days.d >= n.since AND days.d < n.until
     JOIN closes c ON c.security_id = n.security_id AND days.d >= c.since AND days.d < c.until
     JOIN market.securities_current s ON s.security_id = n.security_id
     LEFT JOIN market.fx_current r ON r.currency = replace(s.currency, 'GBX', 'GBP') AND r.rate_date = days.d
WHERE datediff(days.d, c.since) <= 10
