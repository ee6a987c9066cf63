"""The rulebook tried on its own examples, and its examples tried on mutants of its rules: `oneplan rules test`."""

from checker.selftest.examples import ExampleResult, Judge, test_rules
from checker.selftest.mutants import Mutant, mutants
from checker.selftest.run import SelfTest, Surviving, self_test, surviving

__all__ = [
    "ExampleResult",
    "Judge",
    "Mutant",
    "SelfTest",
    "Surviving",
    "mutants",
    "self_test",
    "surviving",
    "test_rules",
]
