-- Turnover of a pair, January to July of two years, by flow.
SELECT left(period, 4) AS year, flow, sum(value)
FROM trade
WHERE reporter = $1 AND partner = $2
  AND period BETWEEN ($5::int - 1)::text || '-01' AND $5 || '-07'
  AND right(period, 2) <= '07'
GROUP BY 1, 2
