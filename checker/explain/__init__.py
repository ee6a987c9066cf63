"""From verdicts to findings that a person can act on: what was looked for, what is there, where it breaks.

Nothing here judges. The engines have said which nodes fail; these modules look up why, for people.
"""
