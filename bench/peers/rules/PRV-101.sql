-- A provincial strategy is carried by a project of a lower level. A plan without a column for whom a project serves may have one that serves
-- this strategy: inside it, or where no plan of its level has the column.
WITH RECURSIVE upwards AS (
    SELECT source, target FROM link WHERE relation IN ('part_of', 'supports')
), lower AS (
    SELECT node FROM node WHERE kind = 'project' AND level IN ('village', 'tambon', 'local', 'district', 'agency')
), carried AS (
    SELECT target AS node FROM lower JOIN upwards ON source = lower.node
    UNION
    SELECT target FROM carried JOIN upwards ON source = carried.node
), came AS (
    SELECT node AS start, node FROM judged ANTI JOIN carried USING (node) WHERE kind = 'strategy' AND level = 'province'
    UNION
    SELECT start, source FROM came JOIN upwards ON target = came.node
), says_no_support AS (
    SELECT node FROM unasked WHERE relation = 'supports'
), mute AS (
    SELECT node, kind, level, plan FROM node JOIN unasked USING (node)
    WHERE relation = 'part_of' AND (
        kind IN ('tactic', 'programme') OR kind IN ('project', 'goal') AND node IN (FROM says_no_support)
    )
    UNION ALL
    SELECT node, kind, level, plan FROM node WHERE kind = 'strategy' AND node IN (FROM says_no_support)
), silent AS (
    SELECT kind, level, plan FROM node SEMI JOIN mute USING (kind, plan)
    GROUP BY ALL HAVING count(*) = count(*) FILTER (node IN (SELECT node FROM mute))
), telling AS (
    SELECT DISTINCT kind, level FROM node JOIN (SELECT DISTINCT kind, level FROM silent) USING (kind, level) ANTI JOIN silent USING (kind, plan)
), carrying AS (
    SELECT DISTINCT kind, level, plan FROM mute SEMI JOIN silent USING (kind, plan) WHERE node IN (FROM lower) OR node IN (FROM carried)
), supporting (low, high) AS (
    VALUES ('village', ['tambon', 'local', 'district', 'province']), ('tambon', ['local', 'district', 'province']),
        ('local', ['tambon', 'local', 'district', 'province']), ('district', ['province']), ('agency', ['district', 'province'])
), standing (kind, above) AS (
    VALUES ('goal', ['strategy']), ('tactic', ['goal', 'strategy']), ('programme', ['tactic', 'strategy']),
        ('project', ['programme', 'tactic', 'strategy', 'goal'])
), open AS (
    SELECT came.start FROM came JOIN node AS there USING (node)
    WHERE there.kind IN ('strategy', 'goal') AND there.level IN (
        SELECT unnest(high) FROM supporting JOIN carrying ON low = level ANTI JOIN telling USING (kind, level)
        WHERE kind IN ('strategy', 'goal', 'project')
    )
    UNION
    SELECT came.start FROM came JOIN node AS there USING (node) JOIN carrying USING (plan) JOIN standing ON standing.kind = carrying.kind
    WHERE list_contains(above, there.kind)
)
SELECT node,
    CASE WHEN node IN (FROM carried) THEN 'pass' WHEN node IN (FROM open) THEN 'undecided' ELSE 'fail' END AS verdict
FROM judged WHERE kind = 'strategy' AND level = 'province'
