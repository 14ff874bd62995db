-- What a warehouse holds, a line a relation: how many rows, and the sum of their hashes. Two warehouses with the
-- same lines hold the same tables: equal but for run_id, ingested_at, delivered_at, quarantined_at and ops.*. The last lines
-- must end in 0, save that of runs found dead.
SELECT 'market.issuers' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.issuers)
UNION ALL SELECT 'market.securities' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.securities)
UNION ALL SELECT 'market.prices' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.prices)
UNION ALL SELECT 'market.market_caps' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.market_caps)
UNION ALL SELECT 'market.corporate_actions' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.corporate_actions)
UNION ALL SELECT 'market.shares' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.shares)
UNION ALL SELECT 'market.fx' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.fx)
UNION ALL SELECT 'market.estimates' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.estimates)
UNION ALL SELECT 'market.actuals' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.actuals)
UNION ALL SELECT 'market.baskets' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.baskets)
UNION ALL SELECT 'market.members' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.members)
UNION ALL SELECT 'market.private_valuations' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.private_valuations)
UNION ALL SELECT 'market.index_levels' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.index_levels)
UNION ALL SELECT 'market.flows' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.flows)
UNION ALL SELECT 'market.model_scores' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.model_scores)
UNION ALL SELECT 'market.model_downloads' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.model_downloads)
UNION ALL SELECT 'market.segments' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.segments)
UNION ALL SELECT 'market.prices_current' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.prices_current)
UNION ALL SELECT 'market.members_current' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, ingested_at, delivered_at))) AS line FROM market.members_current)
UNION ALL SELECT 'raw.quarantine' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id, quarantined_at, resolved_run_id), resolved_run_id IS NULL AS is_held)) AS line FROM raw.quarantine)
UNION ALL SELECT 'valuation.issuer_caps' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.issuer_caps)
UNION ALL SELECT 'valuation.issuer_earnings' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.issuer_earnings)
UNION ALL SELECT 'valuation.basket_valuations' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.basket_valuations)
UNION ALL SELECT 'valuation.rolling' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.rolling)
UNION ALL SELECT 'valuation.basket_changes' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.basket_changes)
UNION ALL SELECT 'valuation.rerating' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.rerating)
UNION ALL SELECT 'valuation.rerating_members' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.rerating_members)
UNION ALL SELECT 'valuation.comparisons' AS relation, count(*) AS row_count, coalesce(sum(CAST(xxhash64(line) AS DECIMAL(38, 0))), 0) AS hash
  FROM (SELECT to_json(struct(* EXCEPT (run_id))) AS line FROM valuation.comparisons)
UNION ALL SELECT 'files whose rows do not add up', count(*), 0 FROM ops.run_files
  WHERE read <> accepted + unchanged + quarantined + withheld
UNION ALL SELECT 'runs that are open', count(*), 0 FROM ops.runs WHERE status = 'RUNNING'
UNION ALL SELECT 'runs found dead', count(*), 0 FROM ops.runs WHERE status = 'DIED'
