-- The printed amount of all years is the sum of the printed amounts of each year.
WITH years AS (
    SELECT node, sum(number) AS number, bool_or(state = 'unreadable') AS unread
    FROM yearly WHERE field = 'budget' AND state <> 'empty' GROUP BY node
)
SELECT node,
    CASE WHEN printed.number IS NULL OR years.unread THEN 'undecided'
        WHEN printed.number = coalesce(years.number, 0) THEN 'pass' ELSE 'fail' END AS verdict
FROM judged JOIN value AS printed USING (node) JOIN years USING (node)
WHERE kind = 'total' AND field = 'budget_all' AND printed.state <> 'empty'
