-- Q4 from the summary table.
SELECT partner, value
FROM trade_by_partner
WHERE reporter = $reporter AND year = $year
ORDER BY 2 DESC, 1
