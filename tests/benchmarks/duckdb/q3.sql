-- A pair's year by HS chapter and flow.
SELECT left(product, 2) AS chapter, flow, sum(value)
FROM trade
WHERE reporter = $reporter AND partner = $partner
  AND period BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 1)
GROUP BY 1, 2
