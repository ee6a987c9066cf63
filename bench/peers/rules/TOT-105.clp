; The number of projects of each year in a summary is that of the projects which have an amount in it.
(defclass TOT-105 (is-a USER) (role concrete) (pattern-match non-reactive) (slot sum (default 0)))
(defrule tot-105-total
  (node ?t "total" ?) (in_plan ?t ?h) (not (context ?h)) (not (table ?t ~"summary"))
  => (assert (tot-105-total ?t)))
(defrule tot-105-under (tot-105-total ?t) (sums ?t ?m) (part_of ?n ?m) => (assert (tot-105-under ?t ?n)))
(defrule tot-105-under-more (tot-105-under ?t ?m) (part_of ?n ?m) => (assert (tot-105-under ?t ?n)))
(defrule tot-105-below
  (tot-105-under ?t ?n & ~?t) (listed_as ?n "own" | "from-villages")
  => (assert (tot-105-below ?t ?n)))
(defrule tot-105-below-plan
  (tot-105-total ?t) (sums ?t ?m) (in_plan ?n & ~?t ?m) (listed_as ?n "own" | "from-villages")
  => (assert (tot-105-below ?t ?n)))
(defrule tot-105-add
  (tot-105-below ?t ?n) (budget ?n ?y ?a ?b ?c & :(<> 0 (+ ?a ?b ?c)))
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-105- ?t - ?y)))
  (if (not (instance-existp ?all)) then (make-instance ?all of TOT-105))
  (send ?all put-sum (+ (send ?all get-sum) 1000000)))
(defrule tot-105-open (tot-105-total ?t) (unread ?t "count" ?y) => (assert (tot-105-open ?t ?y)))
(defrule tot-105-open-sum
  (tot-105-below ?t ?n) (unread ?n "budget" ?y) (count ?t ?y $?)
  => (assert (tot-105-open ?t ?y)))
(defrule tot-105-open-walk
  (tot-105-total ?t) (prospect ?t "sums" "goal" | "plan" | "programme" | "project" | "strategy" | "tactic" ? ?) (count ?t ?y $?)
  => (assert (tot-105-open ?t ?y)))
(defrule tot-105-fail (declare (salience -1))
  (tot-105-total ?t) (count ?t ?y ?a ?b ?c) (not (tot-105-open ?t ?y))
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-105- ?t - ?y)))
  (bind ?sum (if (instance-existp ?all) then (send ?all get-sum) else 0))
  (if (<> ?sum (+ (* 1000000 (+ (* 1000000 ?a) ?b)) ?c)) then (assert (fail "TOT-105" ?t))))
(defrule tot-105-undecided (declare (salience -2))
  (tot-105-open ?t ?) (not (fail "TOT-105" ?t))
  => (assert (undecided "TOT-105" ?t)))
