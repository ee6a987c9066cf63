-- No reference into the own plan or another one names something that is not there.
SELECT node,
    CASE WHEN bool_or(status = 'dangling') THEN 'fail'
        WHEN bool_or(status = 'not-given') THEN 'undecided' ELSE 'pass' END AS verdict
FROM reference JOIN judged USING (node)
WHERE kind IN ('strategy', 'goal', 'project', 'indicator')
    AND relation IN ('supports', 'contributes_to', 'comes_from') AND toward IN ('own', 'plan')
GROUP BY node
