; A provincial strategy is carried by a project of a lower level. What could not say whom it serves may serve this one, or what leads to it.
(defrule prv-101-lower (node ?n "project" "village" | "tambon" | "local" | "district" | "agency") => (assert (prv-101-bears ?n)))
(defrule prv-101-part-of (prv-101-bears ?n) (part_of ?n ?m) => (assert (prv-101-bears ?m)))
(defrule prv-101-supports (prv-101-bears ?n) (supports ?n ?m) => (assert (prv-101-bears ?m)))
(defrule prv-101-silent-strategy
  (unasked ?n "supports") (node ?n "strategy" ?l) => (assert (prv-101-silent ?n "strategy" ?l)))
(defrule prv-101-silent-inside
  (unasked ?n "part_of") (node ?n ?k & "tactic" | "programme" ?l) => (assert (prv-101-silent ?n ?k ?l)))
(defrule prv-101-silent
  (unasked ?n "part_of") (unasked ?n "supports") (node ?n ?k & "project" | "goal" ?l) => (assert (prv-101-silent ?n ?k ?l)))
(deffunction prv-101-high (?level)
  (switch ?level
    (case "village" then (create$ "tambon" "local" "district" "province"))
    (case "tambon" then (create$ "local" "district" "province"))
    (case "local" then (create$ "tambon" "local" "district" "province"))
    (case "district" then (create$ "province"))
    (case "agency" then (create$ "district" "province"))
    (default (create$))))
(deffunction prv-101-above (?kind)
  (switch ?kind
    (case "goal" then (create$ "strategy"))
    (case "tactic" then (create$ "goal" "strategy"))
    (case "programme" then (create$ "tactic" "strategy"))
    (case "project" then (create$ "programme" "tactic" "strategy" "goal"))
    (default (create$))))
(defrule prv-101-across
  (prv-101-silent ?n "strategy" | "goal" | "project" ?l) (prv-101-bears ?n)
  => (progn$ (?high (prv-101-high ?l)) (assert (prv-101-across ?high))))
(defrule prv-101-inside
  (prv-101-silent ?n ?k ?) (prv-101-bears ?n) (in_plan ?n ?h)
  => (progn$ (?above (prv-101-above ?k)) (assert (prv-101-inside ?h ?above))))
(defrule prv-101-then (declare (salience -1)) => (assert (prv-101-walked)))
(defrule prv-101-lacking (declare (salience -1))
  (prv-101-walked)
  (node ?n "strategy" "province") (not (prv-101-bears ?n)) (in_plan ?n ?h) (not (context ?h))
  => (assert (prv-101-came ?n ?n)))
(defrule prv-101-came-part-of (prv-101-came ?s ?m) (part_of ?n ?m) => (assert (prv-101-came ?s ?n)))
(defrule prv-101-came-supports (prv-101-came ?s ?m) (supports ?n ?m) => (assert (prv-101-came ?s ?n)))
(defrule prv-101-open-across
  (prv-101-came ?s ?n) (node ?n "strategy" | "goal" ?l) (prv-101-across ?l) => (assert (undecided "PRV-101" ?s)))
(defrule prv-101-open-inside
  (prv-101-came ?s ?n) (node ?n ?k ?) (in_plan ?n ?h) (prv-101-inside ?h ?k) => (assert (undecided "PRV-101" ?s)))
(defrule prv-101-fail (declare (salience -2))
  (prv-101-came ?s ?s) (not (undecided "PRV-101" ?s))
  => (assert (fail "PRV-101" ?s)))
