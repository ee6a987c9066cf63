; The title beside a reference to a provincial node is that node's title.
(defrule lnk-108-fail
  (node ?m ? "province") (title ?m ?t)
  (beside ?n & ~?m ?m ~?t)
  (node ?n "strategy" "local") (in_plan ?n ?h) (not (context ?h))
  => (assert (fail "LNK-108" ?n)))
