; A programme has a project or a piece of equipment.
(defrule tac-102-held (node ?n "programme" ?) (part_of ?m ?n) (node ?m "project" | "equipment" ?) => (assert (tac-102-held ?n)))
(defrule tac-102-then (declare (salience -1)) => (assert (tac-102-walked)))
(defrule tac-102-fail (declare (salience -1))
  (tac-102-walked)
  (node ?n "programme" ?) (not (tac-102-held ?n))
  (in_plan ?n ?h) (not (context ?h)) (not (and (unheld ?h "project") (unheld ?h "equipment")))
  => (assert (fail "TAC-102" ?n)))
