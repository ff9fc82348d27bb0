-- A reporter's year by partner, the largest first.
SELECT partner, sum(value)
FROM trade
WHERE reporter = $reporter AND period BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 1)
GROUP BY 1
ORDER BY 2 DESC, 1
