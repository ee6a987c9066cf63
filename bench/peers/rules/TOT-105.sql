-- The number of projects of each year in a summary is that of the projects which have an amount in it.
WITH RECURSIVE total AS (
    SELECT node FROM judged
    WHERE kind = 'total'
        AND NOT EXISTS (
            FROM value WHERE value.node = judged.node AND field = 'table' AND state <> 'empty' AND key <> 'summary'
        )
), sums AS (
    SELECT total.node AS total, target FROM total JOIN link ON source = total.node WHERE relation = 'sums'
), part_of AS (
    SELECT source, target FROM link WHERE relation = 'part_of'
), under AS (
    SELECT total, source AS node FROM sums JOIN part_of USING (target)
    UNION
    SELECT total, source FROM under JOIN part_of ON target = under.node
), below AS (
    SELECT total, source AS node FROM sums JOIN link USING (target) WHERE relation = 'in_plan'
    UNION
    FROM under
), amount AS (
    SELECT yearly.node, year, yearly.number, yearly.state = 'unreadable' AS unread
    FROM yearly JOIN value AS listed USING (node)
    WHERE yearly.field = 'budget' AND yearly.state <> 'empty'
        AND listed.field = 'listed_as' AND listed.state <> 'empty' AND listed.key IN ('own', 'from-villages')
), summed AS (
    SELECT total, year, count(*) FILTER (number <> 0) AS number, bool_or(unread) AS unread
    FROM below JOIN amount USING (node) WHERE below.node <> below.total GROUP BY total, year
), unclear AS (
    SELECT DISTINCT node FROM prospect WHERE relation = 'sums'
        AND kind IN ('goal', 'plan', 'programme', 'project', 'strategy', 'tactic')
), compared AS (
    SELECT total.node,
        CASE WHEN printed.number IS NULL OR summed.unread OR unclear.node IS NOT NULL THEN 2
            WHEN printed.number = coalesce(summed.number, 0) THEN 1 ELSE 3 END AS outcome
    FROM total JOIN yearly AS printed ON printed.node = total.node
    LEFT JOIN summed ON summed.total = total.node AND summed.year = printed.year
    LEFT JOIN unclear ON unclear.node = total.node
    WHERE printed.field = 'count' AND printed.state <> 'empty'
)
SELECT node, CASE max(outcome) WHEN 3 THEN 'fail' WHEN 2 THEN 'undecided' ELSE 'pass' END AS verdict
FROM compared GROUP BY node
