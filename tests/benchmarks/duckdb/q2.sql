-- Turnover of a pair, January to July of two years, by flow.
SELECT year(period) AS year, flow, sum(value)
FROM trade
WHERE reporter = $reporter AND partner = $partner
  AND period BETWEEN make_date($year - 1, 1, 1) AND make_date($year, 7, 1)
  AND month(period) <= 7
GROUP BY 1, 2
