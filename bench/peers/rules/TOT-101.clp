; The printed amount of all years is the sum of the printed amounts of each year.
(defclass TOT-101 (is-a USER) (role concrete) (pattern-match non-reactive) (slot sum (default 0)))
(defrule tot-101-total
  (node ?n "total" ?) (in_plan ?n ?h) (not (context ?h)) (or (budget ?n $?) (unread ?n "budget" ?))
  => (assert (tot-101-total ?n)))
(defrule tot-101-add
  (tot-101-total ?n) (budget ?n ? ?a ?b ?c)
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-101- ?n)))
  (if (not (instance-existp ?all)) then (make-instance ?all of TOT-101))
  (send ?all put-sum (+ (send ?all get-sum) (* 1000000 (+ (* 1000000 ?a) ?b)) ?c)))
(defrule tot-101-open (tot-101-total ?n) (unread ?n "budget_all" ?) => (assert (tot-101-open ?n)))
(defrule tot-101-open-sum (tot-101-total ?n) (unread ?n "budget" ?) (budget_all ?n $?) => (assert (tot-101-open ?n)))
(defrule tot-101-undecided (tot-101-open ?n) => (assert (undecided "TOT-101" ?n)))
(defrule tot-101-fail (declare (salience -1))
  (tot-101-total ?n) (not (tot-101-open ?n)) (budget_all ?n ?a ?b ?c)
  =>
  (bind ?all (symbol-to-instance-name (sym-cat tot-101- ?n)))
  (bind ?sum (if (instance-existp ?all) then (send ?all get-sum) else 0))
  (if (<> ?sum (+ (* 1000000 (+ (* 1000000 ?a) ?b)) ?c)) then (assert (fail "TOT-101" ?n))))
