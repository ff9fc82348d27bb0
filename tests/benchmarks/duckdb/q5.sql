-- Exports of all reporters by HS6 for a year: what revealed comparative advantage is computed from.
SELECT reporter, product, sum(value)
FROM trade
WHERE flow = 'X' AND period BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 1)
GROUP BY 1, 2
