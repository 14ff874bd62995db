WITH members AS (
  SELECT issuer_id FROM market.members_current
  WHERE basket_id = 'B0007' AND valid_from <= DATE'2025-06-16' AND coalesce(valid_to, DATE'9999-12-31') > DATE'2025-06-16'),
ends AS (
  SELECT issuer_id, valuation_date, cap_usd / earnings_usd AS pe
  FROM valuation.issuer_caps JOIN valuation.issuer_earnings USING (issuer_id, valuation_date) JOIN members USING (issuer_id)
  WHERE valuation_date IN (DATE'2023-06-15', DATE'2025-06-16') AND basis = 'NTM' AND earnings_usd > 0)
SELECT b.issuer_id, a.pe AS pe_from, b.pe AS pe_to, ln(b.pe / a.pe) AS re_rating
FROM ends a JOIN ends b ON a.issuer_id = b.issuer_id AND a.valuation_date < b.valuation_date
ORDER BY abs(ln(b.pe / a.pe)) DESC LIMIT 10
