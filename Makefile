# make book   builds the sample book into dist/
# make test   everything a change must pass
# Both set up what is missing first (tools/setup.sh); a second run starts at once.

PY := .venv/bin/python
RUNTIME := .venv/.ready-runtime
DEV := .venv/.ready-dev
READERS := tools/readers/node_modules/.ready
RECORDS ?= 50 200
RUNS ?= 1
PYTEST := $(PY) -m pytest --numprocesses 2 --dist loadscope

.DEFAULT_GOAL := help
.PHONY: help setup book test check-all lint format schema reference bench lock clean distclean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(RUNTIME): requirements.txt tools/setup.sh
	@bash tools/setup.sh runtime

$(DEV): requirements-dev.txt requirements.txt tools/setup.sh
	@bash tools/setup.sh dev

$(READERS): tools/readers/package-lock.json tools/setup.sh
	@bash tools/setup.sh readers

setup: $(RUNTIME) ## system libraries and .venv, enough to build books

book: $(RUNTIME) ## the sample book into dist/
	$(PY) build_yearbook.py build

lint: $(DEV) ## ruff and mypy (the floors of the house are checked by the tests)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

test: lint ## lint, floors, all tests but the slow ones
	$(PYTEST) -m "not slow"

check-all: lint $(READERS) ## the same with the slow tests; reading programs for the EPUB are set up first
	$(PYTEST)

format: $(DEV) ## put the code into shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

schema: $(RUNTIME) ## write the JSON Schemas that editors use
	$(PY) build_yearbook.py schema

reference: $(RUNTIME) ## write docs/ma-loi.md, the reference of all codes
	$(PY) -m tools.reference

bench: $(DEV) ## builds against one-shot WeasyPrint and Typst (RECORDS="50 200 800 3200" RUNS=5: all of it)
	$(PY) -m tools.bench --records $(RECORDS) --runs $(RUNS)

lock: ## pin requirements*.in and tools/readers/package.json anew, with hashes
	bash tools/lock.sh
	node tools/readers/lock.mjs

clean: ## remove what builds and tools leave behind; .venv stays
	rm -rf dist build .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find yearbook tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## and what was fetched: .venv, the reading programs
	rm -rf .venv tools/readers/node_modules
