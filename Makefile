# Two commands for a newcomer: `make serve` and `make test`. `make help` lists all of them.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
# A test worker for each of the first two processors: real clients with images of 1 GB run among the tests.
WORKERS ?= 2
PYTEST = $(BIN)/coverage run -m pytest -n $(WORKERS) --dist loadfile
export ROADSTEAD_ARTIFACTS ?= build/artifacts

.PHONY: help serve test test-full check style types doors rules pages web bench venv lock clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

serve: $(VENV)/.ready ## install everything and serve on :8080
	$(BIN)/roadstead serve

test: venv ## install the clients that are missing, run the tests that CI runs, print the coverage
	$(BIN)/python -m tools.testbed
	$(BIN)/python -m tools.web install
	rm -rf build/coverage
	$(PYTEST); code=$$?; \
		$(BIN)/coverage combine --quiet && \
		$(BIN)/coverage xml --quiet -o $(ROADSTEAD_ARTIFACTS)/coverage.xml && \
		$(BIN)/coverage report && exit $$code

test-full: ## the same with the slow tests in full
	ROADSTEAD_TEST_FULL=1 $(MAKE) test

check: style types doors rules pages ## style, types, doors between rooms, the project's own rules, the portal
style: venv
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
types: venv
	$(BIN)/mypy
doors: venv
	$(BIN)/lint-imports
rules: venv
	$(BIN)/python -m tools.lint

pages: venv
	$(BIN)/python -m tools.web check

web: venv ## make the portal's files and the types of the API again
	$(BIN)/python -m tools.web types
	$(BIN)/python -m tools.web build

bench: venv ## measure the data plane beside its peers
	$(BIN)/python -m tools.testbed --only registry
	$(BIN)/python -m bench.dataplane

venv: $(VENV)/.dev
# What serving needs is installed alone, so that trying Roadstead out needs Python and nothing else.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Roadstead needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) "pip>=25.1"
	$(PIP) --editable .
	touch $@
$(VENV)/.dev: $(VENV)/.ready
	$(PIP) --group dev
	touch $@

lock: ## take the newest versions that pyproject.toml allows into constraints.txt
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	build/lock/bin/python -m pip install --quiet --editable . --group dev
	{ sed -n '/^#/p' constraints.txt; build/lock/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean: ## forget what was installed and built here; the data folder stays
	rm -rf $(VENV) build dist
