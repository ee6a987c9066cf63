"""Least repair: the fewest changes of codes that mend the broken links of a submission, as proposals."""
