-- One series, all months.
SELECT period, value, net_weight, quantity
FROM trade
WHERE reporter = $reporter AND partner = $partner AND flow = $flow AND product = $product
ORDER BY period
