-- A programme has a project or a piece of equipment. One that could not say under which programme it stands may be under this one.
SELECT node,
    CASE WHEN EXISTS (
        FROM link JOIN node AS part ON part.node = link.source
        WHERE link.target = judged.node AND relation = 'part_of' AND part.kind IN ('project', 'equipment')
    ) THEN 'pass'
    WHEN plan IN (
        SELECT plan FROM node JOIN unasked USING (node) WHERE kind IN ('project', 'equipment') AND relation = 'part_of'
    ) THEN 'undecided' ELSE 'fail' END AS verdict
FROM judged
WHERE kind = 'programme'
    AND plan NOT IN (
        SELECT plan FROM unheld WHERE kind IN ('project', 'equipment') GROUP BY plan HAVING count(DISTINCT kind) = 2
    )
