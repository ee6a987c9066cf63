"""A whole round of plans: gathered, judged together, each plan reported on its own, and all of it counted."""
