-- Exports of all reporters by HS6 for a year: what revealed comparative advantage is computed from.
SELECT reporter, product, sum(value)
FROM trade
WHERE flow = 'X' AND period BETWEEN $5 || '-01' AND $5 || '-12'
GROUP BY 1, 2
