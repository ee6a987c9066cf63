"""The submitter's own workbook handed back: a comment and a colour in every faulty cell, and a first sheet that lists them.

    page          the first sheet
    comments      comments of a sheet       shapes    the boxes that Excel shows them in
    remark        what a comment says
    styles        cell styles               cells     cells of a sheet
    book          the list of sheets        parts     the package; every part that is not edited stays as it was

The package's XML is edited in place. A library that loads and saves workbooks would lose what it does not know: results of
formulas, text boxes, charts, macros.
"""

from __future__ import annotations

from checker.render.annotate.workbook import SUFFIXES, annotate

__all__ = ["SUFFIXES", "annotate"]
