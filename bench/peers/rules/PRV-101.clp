; A provincial strategy is carried by a project of a lower level.
(defrule prv-101-part-of
  (node ?n "project" "village" | "tambon" | "local" | "district" | "agency") (part_of ?n ?m)
  => (assert (prv-101-carried ?m)))
(defrule prv-101-supports
  (node ?n "project" "village" | "tambon" | "local" | "district" | "agency") (supports ?n ?m)
  => (assert (prv-101-carried ?m)))
(defrule prv-101-part-of-more (prv-101-carried ?n) (part_of ?n ?m) => (assert (prv-101-carried ?m)))
(defrule prv-101-supports-more (prv-101-carried ?n) (supports ?n ?m) => (assert (prv-101-carried ?m)))
(defrule prv-101-then (declare (salience -1)) => (assert (prv-101-walked)))
(defrule prv-101-fail (declare (salience -1))
  (prv-101-walked)
  (node ?n "strategy" "province") (not (prv-101-carried ?n)) (in_plan ?n ?h) (not (context ?h))
  => (assert (fail "PRV-101" ?n)))
