SELECT valuation_date, pe, pe_median, coverage FROM valuation.basket_valuations
WHERE basket_id = 'B0007' AND subsector = 'ALL' AND basis = 'NTM' AND membership = 'point_in_time'
ORDER BY valuation_date DESC LIMIT 250
