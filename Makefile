# Three commands matter: `make run`, `make county` and `make test`. The others are for people who work here.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
# the newest Python from 3.11 on that this machine has
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run county test coverage lint format messages bench bench-imports screens papers audit wheel lock clean docs

run: $(VENV)/.run
	@$(PY) -m zhixing.foundation.machinery.messages --quiet
	@ZHIXING_DEMO=1 exec $(PY) -m zhixing run

# A real county, in a folder of its own (the demo lies in var): founded once, then served.
county: export ZHIXING_VAR ?= $(CURDIR)/county
county: $(VENV)/.run
	@$(PY) -m zhixing.foundation.machinery.messages --quiet
	@if [ -n "$(NAME)" ]; then $(PY) -m zhixing setup "$(NAME)" $(if $(OFFICE),--office "$(OFFICE)"); fi
	@exec $(PY) -m zhixing run

test: $(VENV)/.dev
	@bash scripts/test.sh

# The tests with all their repetitions, on both databases; takes most of an hour.
deep: $(VENV)/.dev
	@bash scripts/test.sh --deep

lint: $(VENV)/.dev
	@bash scripts/lint.sh

# What lint says of the layout, mended.
format: $(VENV)/.dev
	$(VENV)/bin/ruff format --quiet
	$(VENV)/bin/djangofmt --quiet zhixing
	if [ -x $(VENV)/bin/biome ]; then $(VENV)/bin/biome format --write; fi

# Which branches of rules, rights, acts and queries the tests go through; it has floors.
coverage: $(VENV)/.dev
	@bash scripts/coverage.sh

messages: $(VENV)/.run
	$(PY) -m zhixing.foundation.machinery.messages --check

bench: $(VENV)/.dev messages
	$(PY) scripts/bench.py
	$(PY) scripts/bench_growth.py
	$(PY) scripts/bench_load.py
	$(PY) scripts/bench_imports.py

# 20,000 people and 100,000 problems in, 20,000 problems out, each in a process of its own; takes a few minutes.
bench-imports: $(VENV)/.dev messages
	$(PY) scripts/bench_imports.py

screens: $(VENV)/.dev messages
	bash scripts/debian.sh browser
	$(PY) scripts/screens.py

# Every paper of the demo county, its docx through LibreOffice, as pictures.
papers: $(VENV)/.dev messages
	bash scripts/debian.sh documents office
	$(PY) scripts/papers.py

audit: $(VENV)/.dev messages
	bash scripts/audit.sh

docs: $(VENV)/.dev messages
	$(PY) scripts/docs.py

wheel: $(VENV)/.dev messages
	$(VENV)/bin/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# The locks: hashes, no address of any index.
lock: $(VENV)/.dev
	$(PY) -m pip install --quiet uv
	UV_PYTHON_DOWNLOADS=never $(VENV)/bin/uv pip compile --quiet pyproject.toml -p $(PY) --universal --generate-hashes --no-emit-index-url --no-header -o requirements/run.lock
	UV_PYTHON_DOWNLOADS=never $(VENV)/bin/uv pip compile --quiet pyproject.toml --group dev -p $(PY) --universal --generate-hashes --no-emit-index-url --no-header -o requirements/dev.lock

$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then echo "Zhixing needs Python 3.11 or newer. On Debian 12: apt-get install python3 python3-venv"; exit 1; fi
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing. On Debian 12: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: requirements/run.lock $(VENV)/.made
	@echo "Installing what Zhixing needs (once) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements/run.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.made
	@echo "Installing what the tests need (once) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements/dev.lock
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) dist build pictures
