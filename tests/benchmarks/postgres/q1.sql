-- One series, all months.
SELECT period, value, net_weight, quantity
FROM trade
WHERE reporter = $1 AND partner = $2 AND flow = $3 AND product = $4
ORDER BY period
