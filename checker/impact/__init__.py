"""What a rulebook says of a whole folder of plans, so that rules are graded by evidence: measured, compared, written."""
