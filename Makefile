# Run `make` for the list of targets. Needs only Python 3.11 or newer, make and a shell.
# Installs with uv when that is there, else with venv and pip; always from the hash-locked files in requirements/.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TESTARGS ?=
# The day on which `make check` looks whether prices are behind; it only warns.
PEILDATUM ?= $(shell date +%F)
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

UV := $(shell command -v uv 2>/dev/null)
ifneq ($(UV),)
installer := uv
new_venv = $(UV) venv --quiet --python $(PYTHON) $(VENV)
install = $(UV) pip install --quiet --python $(BIN)/python
else
installer := venv en pip (uv is hier niet)
new_venv = $(PYTHON) -m venv $(VENV)
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

# ---- the environment: a stamp a requirement file, so that it is installed once and again when the file changes

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 of nieuwer is nodig. Kies er een met: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Omgeving maken in $(VENV) met $(installer) ..."
	@$(new_venv)

$(VENV)/.klaar-%: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "Installeren uit $< met $(installer) ..."
	@$(install) --no-deps --require-hashes -r $<
	@$(install) --no-deps --no-build-isolation -e .
	@touch $@

# ---- for everyone

.PHONY: help
help: ## Toon deze lijst
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | \
	  awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

.PHONY: rapport
rapport: $(VENV)/.klaar-run ## Maak het voorbeeldrapport (synthetische casussen) in de map uit
	@mkdir -p uit && rm -f uit/voorbeeld-synthetisch.xlsx
	$(BIN)/mr sjabloon uit/voorbeeld-synthetisch.xlsx --voorbeeld
	$(BIN)/mr rapport uit/voorbeeld-synthetisch.xlsx --uit uit/rapport

.PHONY: formaten
formaten: $(VENV)/.klaar-formaten ## Installeer wat nodig is voor pdf, Word, oude Excelbestanden en mappen met Parquet of CSV

.PHONY: test
test: $(VENV)/.klaar-test hulpmiddelen ## Draai alle tests (kies zelf met TESTARGS="-k woord")
	@if command -v java >/dev/null 2>&1; then $(MAKE) --no-print-directory spark; fi || \
	  echo "PySpark is niet geïnstalleerd. Tests die dit nodig hebben worden overgeslagen." >&2
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then $(MAKE) --no-print-directory postgres; fi || \
	  echo "ibis is niet geïnstalleerd. Tests die dit nodig hebben worden overgeslagen." >&2
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTARGS)

# ---- for developers

.PHONY: dekking
dekking: $(VENV)/.klaar-test ## Meet welke takken van de rekenlagen de tests raken (duurt langer dan de tests zelf)
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not spark" --cov --cov-report=term $(TESTARGS)

.PHONY: hulpmiddelen
hulpmiddelen: ## Installeer wat tests nodig hebben (Chromium, LibreOffice, Java, axe-core), waar dat kan
	@sh .ci/tools

.PHONY: spark
spark: $(VENV)/.klaar-test $(VENV)/.klaar-spark ## Installeer PySpark (400 MB); make test doet dit als er Java is

.PHONY: postgres
postgres: $(VENV)/.klaar-test $(VENV)/.klaar-postgres ## Installeer ibis voor PostgreSQL; make test doet dit als die er is

.PHONY: check
check: stijl types lagen licenties verouderd ## Controleer stijl, types, lagen, licenties en gemaakte bladzijden

.PHONY: stijl types lagen licenties verouderd
stijl: $(VENV)/.klaar-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types: $(VENV)/.klaar-dev
	$(BIN)/mypy --strict src
	$(BIN)/python .ci/blocks.py --typen
lagen: $(VENV)/.klaar-dev
	$(BIN)/lint-imports
licenties: $(VENV)/.klaar-dev
	$(BIN)/reuse lint --lines
verouderd: $(VENV)/.klaar-dev
	$(BIN)/python .ci/pages.py --controleer
	$(BIN)/python .ci/price_age.py --peildatum $(PEILDATUM)

.PHONY: bladzijden
bladzijden: $(VENV)/.klaar-dev ## Schrijf de bladzijden die uit code en gegevens volgen opnieuw
	$(BIN)/python .ci/pages.py

.PHONY: docs
docs: $(VENV)/.klaar-dev ## Bouw de documentatie in de map site
	$(BIN)/zensical build --strict --clean
	@echo "Gemaakt: site/index.html"

.PHONY: blokken
blokken: $(VENV)/.klaar-dev ## Voer elk codeblok van elke bladzijde uit
	$(BIN)/python .ci/blocks.py

.PHONY: beelden
beelden: $(VENV)/.klaar-dev hulpmiddelen ## Maak de plaatjes van de documentatie opnieuw (vraagt Chromium, LibreOffice en poppler)
	$(BIN)/python .ci/pictures.py

.PHONY: notebooks
notebooks: $(VENV)/.klaar-dev ## Voer alle notebooks uit; het resultaat komt in uit/notebooks
	$(BIN)/python .ci/notebooks.py --controleer

.PHONY: notebookbladzijden
notebookbladzijden: $(VENV)/.klaar-dev ## Schrijf de bladzijden van de notebooks opnieuw, met hun plaatjes
	$(BIN)/python .ci/notebooks.py --bladzijden

.PHONY: wheel
wheel: $(VENV)/.klaar-run ## Bouw de wheel en draai het hoofdwerk ermee vanuit een lege map
	@sh .ci/wheel $(BIN)/python

.PHONY: grenzen
grenzen: ## Draai een deel van de tests met de laagste en met de nieuwste versies die pyproject.toml toelaat
	$(PYTHON) .ci/bounds.py

.PHONY: pagina
pagina: $(VENV)/.klaar-run ## Maak de bladzijde zonder installatie: uit/pagina/maatschappelijk-rendement.html (vraagt npm)
	$(BIN)/python -m pagina.builder

.PHONY: bench
bench: $(VENV)/.klaar-test ## Meet snelheid en geheugen
	@for file in bench/bench_*.py bench/*/bench_*.py; do test -e "$$file" || continue; echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

# No index address, no local folder and no user setting may get into the files.
compile = $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" $(LOCKARGS) pyproject.toml

.PHONY: lock
lock: ## Leg de versies van alle pakketten opnieuw vast (vraagt uv; LOCKARGS=--upgrade voor nieuwere)
	@test -n "$(UV)" || { echo "Hiervoor is uv nodig: pip install uv" >&2; exit 1; }
	$(compile) --all-extras --group check --group docs -o requirements/alles.txt
	$(compile) -c requirements/alles.txt --group build -o requirements/run.txt
	$(compile) -c requirements/alles.txt --extra duckdb --extra pdf --extra docx --extra xls --group build -o requirements/formaten.txt
	$(compile) -c requirements/alles.txt --extra duckdb --extra polars --extra pdf --extra docx --extra xls --group test -o requirements/test.txt
	$(compile) -c requirements/alles.txt --extra duckdb --extra polars --extra pdf --extra docx --extra xls --group check --group docs -o requirements/dev.txt
	$(compile) -c requirements/alles.txt --extra spark --extra duckdb --group build -o requirements/spark.txt
	$(compile) -c requirements/alles.txt --extra postgres --group build -o requirements/postgres.txt
	@rm requirements/alles.txt

.PHONY: schoon
schoon: ## Gooi weg wat gemaakt is (niet: de omgeving en de map uit)
	rm -rf dist build site .cache .pagina htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
