-- A pair's year by HS chapter and flow.
SELECT left(product, 2) AS chapter, flow, sum(value)
FROM trade
WHERE reporter = $1 AND partner = $2 AND period BETWEEN $5 || '-01' AND $5 || '-12'
GROUP BY 1, 2
