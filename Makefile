# make run: everything from nothing to a report.  make test: everything from nothing to a green suite.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
PYTEST := $(BIN)/python -m pytest

.PHONY: run test lint impact campaign campaign-layouts bench samples clean

run: $(READY)
	@mkdir -p reports
	@$(BIN)/oneplan check samples/good/sai-yoi.xlsx --context samples/good/context --out reports/sai-yoi.html

test: $(READY) lint impact
	$(PYTEST) -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What every rule says of the samples; fails where an error is too strict and nobody justifies it.
impact: $(READY)
	@$(BIN)/oneplan rules impact samples/good samples/good/context samples/bad --context samples/good/context --as-of 2026-01-01

# Slower than the suite: the last figures stand in docs/measurements.md.
campaign: $(READY)
	ONEPLAN_CAMPAIGN=2000 $(PYTEST) tests/laws/test_engines_agree.py

# Needs LibreOffice.
campaign-layouts: $(READY)
	$(PYTEST) tests/laws/campaign_layouts.py tests/laws/campaign_forms.py

bench: $(READY)
	$(BIN)/python bench/one_plan.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf .venv reports
