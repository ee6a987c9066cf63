; No reference into the own plan or another one names something that is not there.
(defrule lnk-103-told
  (reference ?n "supports" | "contributes_to" | "comes_from" "own" | "plan" ?s & "dangling" | "not-given")
  (node ?n "strategy" | "goal" | "project" | "indicator" ?)
  (in_plan ?n ?h) (not (context ?h))
  => (assert (lnk-103-told ?n ?s)))
(defrule lnk-103-fail (lnk-103-told ?n "dangling") => (assert (fail "LNK-103" ?n)))
(defrule lnk-103-undecided (declare (salience -1))
  (lnk-103-told ?n "not-given") (not (lnk-103-told ?n "dangling"))
  => (assert (undecided "LNK-103" ?n)))
