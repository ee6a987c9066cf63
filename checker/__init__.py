"""oneplan-checker: are the links between strategies, indicators and projects of a development plan whole?"""

__version__ = "0.1.0"
