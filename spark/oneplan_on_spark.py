#!python
"""`oneplan spark` as spark-submit wants it: a file of Python. docs/spark.md tells how it is handed to a cluster."""

import sys

from checker.cli import main

if __name__ == "__main__":
    main(["spark", *sys.argv[1:]], prog_name="oneplan")
