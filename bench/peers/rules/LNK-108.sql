-- The title beside a reference to a provincial node is that node's title.
SELECT judged.node, CASE WHEN bool_and(link.title_key = name.title_key) THEN 'pass' ELSE 'fail' END AS verdict
FROM judged
JOIN link ON link.source = judged.node
JOIN node AS upper ON upper.node = link.target
JOIN value AS name ON name.node = link.target
WHERE judged.kind = 'strategy' AND judged.level = 'local' AND upper.level = 'province' AND upper.node <> judged.node
    AND link.relation = 'supports' AND link.title_key <> ''
    AND name.field = 'name' AND name.state = 'filled' AND name.title_key <> ''
GROUP BY judged.node
