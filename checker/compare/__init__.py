"""Two reports of one plan, or of two rounds, held against each other: what is mended, what is new, what remains."""
