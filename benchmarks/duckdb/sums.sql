count(*) AS members, count(c) AS capped, count(c) FILTER (e IS NOT NULL) AS matched,
count(*) FILTER (c IS NOT NULL AND e < 0) AS negative,
coalesce(sum(c), 0) AS cap, coalesce(sum(c) FILTER (e IS NOT NULL), 0) AS matched_cap,
coalesce(sum(e) FILTER (c IS NOT NULL), 0) AS earnings,
coalesce(sum(e) FILTER (c IS NOT NULL AND e > 0), 0) AS floored,
coalesce(sum(c) FILTER (e > 0), 0) AS profitable_cap,
median(c / e) FILTER (c IS NOT NULL AND e > 0) AS pe_median
