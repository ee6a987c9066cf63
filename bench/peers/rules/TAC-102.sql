-- A programme has a project or a piece of equipment. A plan with no column in any table for the programme they stand under may have some.
SELECT node,
    CASE WHEN EXISTS (
        FROM link JOIN node AS part ON part.node = link.source
        WHERE link.target = judged.node AND relation = 'part_of' AND part.kind IN ('project', 'equipment')
    ) THEN 'pass'
    WHEN plan IN (
        SELECT plan FROM node LEFT JOIN (FROM unasked WHERE relation = 'part_of') AS mute USING (node)
        WHERE kind IN ('project', 'equipment') GROUP BY plan, kind HAVING count(*) = count(mute.relation)
    ) THEN 'undecided' ELSE 'fail' END AS verdict
FROM judged
WHERE kind = 'programme'
    AND plan NOT IN (
        SELECT plan FROM unheld WHERE kind IN ('project', 'equipment') GROUP BY plan HAVING count(DISTINCT kind) = 2
    )
