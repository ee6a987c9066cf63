"""Excel workbooks of local plans, from locked doors to drafts.

`guard` lets a file in, `book` opens it in whatever format it is (`package`, `ooxml` and `scan`; `ods`; `xls`, `biff` and
`compound`; sheets saved as CSV come by `tables`) as sheets that `grid`
lays out, `recognise` tells the forms by their titles and headings (`header`, `lines`);
`detail` (with `alignment`, `sections`, `projects`, `foot`), `overview` and `summary` read one form each into `plan`; `unread`
says what was left aside.
"""

from checker.readers.excel.tables import books, grid_of_rows
from checker.readers.excel.workbook import read_book, read_excel

__all__ = ["books", "grid_of_rows", "read_book", "read_excel"]
