-- Q5 from the summary table.
SELECT reporter, product, value
FROM trade_by_product
WHERE flow = 'X' AND year = $year
