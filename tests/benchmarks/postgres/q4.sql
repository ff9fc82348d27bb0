-- A reporter's year by partner, the largest first.
SELECT partner, sum(value)
FROM trade
WHERE reporter = $1 AND period BETWEEN $5 || '-01' AND $5 || '-12'
GROUP BY 1
ORDER BY 2 DESC, 1
