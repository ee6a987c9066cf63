-- A provincial strategy is carried by a project of a lower level.
WITH RECURSIVE carried AS (
    SELECT link.target AS node FROM node JOIN link ON link.source = node.node
    WHERE kind = 'project' AND level IN ('village', 'tambon', 'local', 'district', 'agency')
        AND relation IN ('part_of', 'supports')
    UNION
    SELECT link.target FROM carried JOIN link ON link.source = carried.node WHERE relation IN ('part_of', 'supports')
)
SELECT judged.node, CASE WHEN carried.node IS NULL THEN 'fail' ELSE 'pass' END AS verdict
FROM judged LEFT JOIN carried USING (node)
WHERE judged.kind = 'strategy' AND judged.level = 'province'
