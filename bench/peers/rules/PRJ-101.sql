-- A project stands under a strategy of its plan, however many steps up.
WITH RECURSIVE project AS (
    SELECT node FROM judged
    WHERE kind = 'project' AND level IN ('tambon', 'local', 'district', 'province')
        AND NOT EXISTS (
            FROM value WHERE value.node = judged.node AND field = 'status' AND state <> 'empty'
                AND key NOT IN ('proposed', 'ongoing')
        )
        AND NOT EXISTS (FROM unasked WHERE unasked.node = judged.node AND relation = 'part_of')
        AND NOT EXISTS (FROM unheld WHERE unheld.plan = judged.plan AND kind = 'strategy')
), part_of AS (
    SELECT source, target FROM link WHERE relation = 'part_of'
), under AS (
    SELECT node FROM node WHERE kind = 'strategy'
    UNION
    SELECT source FROM under JOIN part_of ON target = under.node
), unclear AS (
    SELECT node FROM prospect WHERE relation = 'part_of'
        AND kind IN ('activity', 'equipment', 'goal', 'programme', 'project', 'strategy', 'tactic')
    UNION
    SELECT source FROM unclear JOIN part_of ON target = unclear.node
)
SELECT project.node,
    CASE WHEN under.node IS NOT NULL THEN 'pass' WHEN unclear.node IS NOT NULL THEN 'undecided' ELSE 'fail' END AS verdict
FROM project LEFT JOIN under USING (node) LEFT JOIN unclear USING (node)
