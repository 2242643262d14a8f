# Every command of this repository.  Needs Python 3.11 or later with pip, and GNU make.
PYTHON ?= python3
VENV ?= .venv
SCENARIO ?= scenarios/engagement-2017.yaml

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
SUDO := $(shell test "$$(id -u)" = 0 || command -v sudo)
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: aide programme reference libreoffice test ci controles lents navigateur schema catalogue documents golden benchmarks contraintes
.NOTPARALLEL:

aide: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(firstword $(MAKEFILE_LIST))

programme: $(VENV)/installe ## solve a scenario (SCENARIO=scenarios/….yaml) and write its report
	$(BIN)/renovation-opt resoudre $(SCENARIO)
	@echo "Rapport : reports/$(basename $(notdir $(SCENARIO)))/rapport.html"

reference: $(VENV)/installe ## solve the reference scenario again and write its versioned report; then read what changed
	$(BIN)/renovation-opt resoudre scenarios/engagement-2017.yaml --classeurs ensemble
	$(BIN)/renovation-opt auditer reports/engagement-2017
	@git --no-pager diff --stat -- reports/engagement-2017

test: $(VENV)/installe-dev ## the fast tests
	$(PYTEST) -m "not lent"

ci: controles lents test ## everything that must pass before a change is kept

controles: $(VENV)/installe-dev ## style, types, layers, catalogue, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m renovation_opt.locale.extraire --verifier
	$(BIN)/python -m renovation_opt.formulation.document --verifier

lents: $(VENV)/installe-dev libreoffice navigateur ## the slow tests, among them the commands of the README and the pages in a browser
	$(PYTEST) -m lent

navigateur: ## Chromium and its driver, that the tests of pages drive: installed when missing (Debian, Ubuntu)
	@{ command -v chromium && command -v chromedriver; } >/dev/null || { \
	$(SUDO) apt-get -o DPkg::Lock::Timeout=120 update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq \
	--no-install-recommends chromium chromium-driver; }

libreoffice: ## LibreOffice, by which the tests recalculate the workbooks: installed when missing (Debian, Ubuntu)
	@command -v soffice >/dev/null || { $(SUDO) apt-get -o DPkg::Lock::Timeout=120 update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq \
	--no-install-recommends libreoffice-calc-nogui; }

schema: $(VENV)/installe ## models/scenario.schema.json, that editors read
	$(BIN)/renovation-opt schema > models/scenario.schema.json.tmp
	mv models/scenario.schema.json.tmp models/scenario.schema.json

catalogue: $(VENV)/installe ## add new messages to the English catalogue and list what is to be translated
	$(BIN)/python -m renovation_opt.locale.extraire

documents: $(VENV)/installe schema catalogue ## every generated page
	$(BIN)/python -m renovation_opt.formulation.document
	$(BIN)/python -c "from renovation_opt.parc import page_markdown; print(page_markdown(), end='')" > docs/parc.md

golden: $(VENV)/installe-dev ## write models/golden again; then read what changed: it is a change of the model
	$(BIN)/python -m tests.formulation.regenerer

benchmarks: $(VENV)/installe-dev ## compare with other solvers, each in its own process
	$(BIN)/python -m benchmarks

contraintes: $(VENV)/installe-dev ## constraints.txt, from what is installed and tested
	{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable; } > constraints.tmp
	mv constraints.tmp constraints.txt

$(VENV)/installe: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	touch $@

$(VENV)/installe-dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -e '.[dev,comparaison]'
	touch $(VENV)/installe $@
