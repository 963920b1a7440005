# Every target sets up what it needs in .venv, on a machine that has make and Python; later calls find it there.
#
#   make run          open the window (without a display: train, and leave pictures in out/)
#   make test         the tests
#   make check        style, types, layers, translations
#   make translations bring the catalogues of resources/translations up to date with the sources
#   make bench        every benchmark, one line of JSON each
#   make screenshot   docs/window.png, from the real window
#   make clean        remove .venv and everything made
#
# PYTHON=...             another Python
# PIP_EXTRA_INDEX_URL=...  a second package index, such as the one with PyTorch's small builds: see README.md

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && { echo "$$p"; break; }; done)

.PHONY: run test check translations bench screenshot clean libraries
.DEFAULT_GOAL := run

run: $(VENV)/.run libraries
	@$(BIN)/rnnviz --or-headless

test: $(VENV)/.test libraries
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(PYTEST_ARGUMENTS)

check: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.translations --check

translations: $(VENV)/.run
	$(BIN)/python -m tools.translations

bench: $(VENV)/.test libraries
	$(BIN)/python -m benchmarks.all

screenshot: $(VENV)/.run libraries
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.screenshot docs/window.png

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: a stamp for each set of packages, older than pyproject.toml when something in it has changed

$(VENV)/.run: EXTRA := [window]
$(VENV)/.test: EXTRA := [window,test]
$(VENV)/.check: EXTRA := [window,test,check]

$(VENV)/.run $(VENV)/.test $(VENV)/.check: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing RNNviz$(EXTRA) into $(VENV) (the first time this takes minutes: PyTorch is large) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".$(EXTRA)"
	@touch $@

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "RNNviz needs Python 3.11 to 3.14, and none is found: install one, or type make PYTHON=/path/to/python." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
		echo "RNNviz needs Python 3.11 to 3.14; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing; on Debian or Ubuntu type: sudo apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

# The system libraries of Qt. Root on Debian gets them installed; anybody else is told their names, and goes on.
libraries: | $(BIN)/python
	@missing="$$($(BIN)/python -m rnnviz.display)"; [ -z "$$missing" ] || { \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing the system libraries that Qt needs: $$missing"; \
		{ apt-get update -qq && apt-get install -qq -y --no-install-recommends $$missing >/dev/null; } || true; \
	else \
		echo "Qt needs more system libraries here; on Debian or Ubuntu type: sudo apt-get install $$missing" >&2; \
	fi; }
