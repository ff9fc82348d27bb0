-- Total by reporter and year over everything, from the base rows.
SELECT reporter, left(period, 4) AS year, sum(value)
FROM trade
GROUP BY 1, 2
