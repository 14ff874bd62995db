SELECT c.issuer_id, cap_usd, cap_usd / earnings_usd AS pe
FROM valuation.issuer_caps c JOIN valuation.issuer_earnings e USING (issuer_id, valuation_date)
WHERE valuation_date = DATE'2025-06-16' AND e.basis = 'NTM' ORDER BY cap_usd DESC NULLS LAST LIMIT 50
