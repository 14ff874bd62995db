sum(members) AS members, sum(capped) AS capped, sum(matched) AS matched, sum(negative) AS negative,
sum(cap) AS cap, sum(matched_cap) AS matched_cap, sum(earnings) AS earnings, sum(floored) AS floored,
sum(profitable_cap) AS profitable_cap
