# `make demo` and `make test` are all that a fresh machine needs.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: demo check test test-slow bench bench-view lint clean

.venv/demo: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("industry-graph needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch .venv/demo

.venv/test: .venv/demo tests/browser_setup.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	bash tests/browser_setup.sh
	touch .venv/test

.venv/bench: .venv/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	-npm install --silent --no-audit --no-fund --prefix build/npm cytoscape
	touch .venv/bench

# answers the questions of June 2019 and writes build/industry.html
demo: .venv/demo
	@$(BIN)/industry-graph demo

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# the part for every few minutes: under one
check: lint
	$(PYTEST) -q -n auto -m "not slow and not browser and not packaging and not notebook"
	$(BIN)/industry-graph check --quiet

# everything that belongs to every change: format, lint, types, layers, tests, doctests, README, notebooks, browser, wheel
test: check
	$(PYTEST) -q -n auto -m "(browser or packaging or notebook) and not slow"

# kill loops, servers and long fuzzing
test-slow: .venv/test
	$(PYTEST) -q -n auto -m slow

bench: .venv/bench
	$(BIN)/python -m tests.benchmarks

bench-view: .venv/bench
	$(BIN)/python -m tests.benchmarks.bench_view

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
