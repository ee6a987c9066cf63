# make run: everything from nothing to a report.  make test: everything from nothing to a green suite.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
BROWSER_READY := .venv/.browser-ready
SPARK_READY := .venv/.spark-ready
PYTEST := $(BIN)/python -m pytest

.PHONY: run round test lint impact pdf campaign campaign-layouts campaign-kills browser spark pictures bench bench-pages samples clean

run: $(READY)
	@mkdir -p reports
	@$(BIN)/oneplan check samples/good/sai-yoi.xlsx --context samples/good/context --out reports/sai-yoi.html

# A fictional round as bodies hand it in: one of its files cannot be read, so the command ends with 3.
round: $(READY)
	@$(BIN)/python samples/make/make_round.py reports/round
	@$(BIN)/oneplan audit reports/round/handed-in --context reports/round/context --out reports/round/out --as-of 2026-01-01 || test $$? -eq 3

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

# Needs Pango, a Thai font and poppler-utils (Debian: libpango-1.0-0 libpangoft2-1.0-0 fonts-thai-tlwg poppler-utils).
pdf: $(READY)
	$(PYTEST) tests/render/campaign_pdf.py

# Slower than the suite: the last figures stand in docs/measurements.md.
campaign: $(READY)
	ONEPLAN_CAMPAIGN=2000 $(PYTEST) tests/laws/test_engines_agree.py

# Needs LibreOffice.
campaign-layouts: $(READY)
	$(PYTEST) tests/laws/campaign_layouts.py tests/laws/campaign_forms.py

# Audits gone on with after random changes and after kills at random moments. ONEPLAN_ROUND=FOLDER ONEPLAN_KILLS=50 for one of a whole province.
campaign-kills: $(READY)
	$(PYTEST) -s tests/laws/campaign_changes.py tests/laws/campaign_kills.py

# Needs Chromium (or what ONEPLAN_CHROMIUM names).
browser: $(BROWSER_READY)
	@$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -n 2 tests/browser/page_*.py

# Needs Java 17 or 21 (Debian: openjdk-17-jre-headless). With ONEPLAN_TABLES=FOLDER it also holds Spark against DuckDB on those tables.
spark: $(SPARK_READY)
	$(PYTEST) tests/spark/spark_*.py
	@test -z "$(ONEPLAN_TABLES)" || $(BIN)/python -m bench.spark "$(ONEPLAN_TABLES)"

# The pictures under docs/pictures; look at them before they are committed.
pictures: $(BROWSER_READY)
	$(BIN)/python -m tests.browser.pictures docs/pictures

bench-pages: $(BROWSER_READY)
	$(BIN)/python -m bench.pages

bench: $(READY)
	$(BIN)/python bench/one_plan.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

$(BROWSER_READY): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,browser]'
	@touch $(BROWSER_READY)

$(SPARK_READY): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,spark]'
	@touch $(SPARK_READY)

clean:
	rm -rf .venv reports
