-- A project reaches a national strategy over the strategies it stands under and supports.
WITH RECURSIVE project AS (
    SELECT node FROM judged
    WHERE kind = 'project' AND level IN ('local', 'district', 'province', 'agency')
        AND NOT EXISTS (
            FROM value WHERE value.node = judged.node AND field = 'status' AND state <> 'empty'
                AND key NOT IN ('proposed', 'ongoing')
        )
), upwards AS (
    SELECT source, target FROM link WHERE relation IN ('part_of', 'supports')
), under AS (
    SELECT node FROM node WHERE kind = 'strategy' AND level = 'national'
    UNION
    SELECT source FROM under JOIN upwards ON target = under.node
), unclear AS (
    SELECT node FROM prospect WHERE relation IN ('part_of', 'supports')
        AND kind IN ('activity', 'equipment', 'goal', 'programme', 'project', 'strategy', 'tactic')
        AND list <> 'joint-local'
    UNION
    SELECT source FROM unclear JOIN upwards ON target = unclear.node
)
SELECT project.node,
    CASE WHEN under.node IS NOT NULL THEN 'pass' WHEN unclear.node IS NOT NULL THEN 'undecided' ELSE 'fail' END AS verdict
FROM project LEFT JOIN under USING (node) LEFT JOIN unclear USING (node)
