; The amount of each year in a summary is the sum of the projects that it sums, as far as they are the authority's own to pay.
(defclass TOT-103 (is-a USER) (role concrete) (pattern-match non-reactive) (slot sum (default 0)))
(defrule tot-103-total
  (node ?t "total" ?) (in_plan ?t ?h) (not (context ?h)) (not (table ?t ~"summary"))
  => (assert (tot-103-total ?t)))
(defrule tot-103-under (tot-103-total ?t) (sums ?t ?m) (part_of ?n ?m) => (assert (tot-103-under ?t ?n)))
(defrule tot-103-under-more (tot-103-under ?t ?m) (part_of ?n ?m) => (assert (tot-103-under ?t ?n)))
(defrule tot-103-below
  (tot-103-under ?t ?n & ~?t) (listed_as ?n "own" | "from-villages")
  => (assert (tot-103-below ?t ?n)))
(defrule tot-103-below-plan
  (tot-103-total ?t) (sums ?t ?m) (in_plan ?n & ~?t ?m) (listed_as ?n "own" | "from-villages")
  => (assert (tot-103-below ?t ?n)))
(defrule tot-103-add
  (tot-103-below ?t ?n) (budget ?n ?y ?a ?b ?c)
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-103- ?t - ?y)))
  (if (not (instance-existp ?all)) then (make-instance ?all of TOT-103))
  (send ?all put-sum (+ (send ?all get-sum) (* 1000000 (+ (* 1000000 ?a) ?b)) ?c)))
(defrule tot-103-open (tot-103-total ?t) (unread ?t "budget" ?y) => (assert (tot-103-open ?t ?y)))
(defrule tot-103-open-sum
  (tot-103-below ?t ?n) (unread ?n "budget" ?y) (budget ?t ?y $?)
  => (assert (tot-103-open ?t ?y)))
(defrule tot-103-open-walk
  (tot-103-total ?t) (prospect ?t "sums" "goal" | "plan" | "programme" | "project" | "strategy" | "tactic" ? ?) (budget ?t ?y $?)
  => (assert (tot-103-open ?t ?y)))
(defrule tot-103-fail (declare (salience -1))
  (tot-103-total ?t) (budget ?t ?y ?a ?b ?c) (not (tot-103-open ?t ?y))
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-103- ?t - ?y)))
  (bind ?sum (if (instance-existp ?all) then (send ?all get-sum) else 0))
  (if (<> ?sum (+ (* 1000000 (+ (* 1000000 ?a) ?b)) ?c)) then (assert (fail "TOT-103" ?t))))
(defrule tot-103-undecided (declare (salience -2))
  (tot-103-open ?t ?) (not (fail "TOT-103" ?t))
  => (assert (undecided "TOT-103" ?t)))
