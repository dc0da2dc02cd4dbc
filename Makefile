# What can be done here. Needed: python3 >= 3.11 with venv, node with npm, make.

PYTHON ?= python3
PORT ?= 8000
UV ?= uv

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SCRIPTS := $(shell find static/js -name '*.js')
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help run dev data test lint format messages pictures bench lock clean

help: ## Say what can be done
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# The demonstration district lives at the end of 2006.
run dev data: export INNOVATION_DEMONSTRATION ?= 1
run dev data: export INNOVATION_TODAY ?= 2006-12-31

# Addresses of any length reach the site, so that it refuses them in its own words.
run: .venv/base.stamp static/build/charts.js data ## Serve the demonstration district on 127.0.0.1:PORT (8000)
	@echo "http://127.0.0.1:$(PORT)/"
	@exec $(BIN)/gunicorn dashboard.wsgi --bind 127.0.0.1:$(PORT) \
		--worker-class gthread --workers 2 --threads 4 --no-control-socket --limit-request-line 0

dev: export DEBUG = 1
dev: .venv/dev.stamp static/build/charts.js data ## The same for developers: tracebacks, reload on change
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

data: .venv/base.stamp
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo

test: .venv/dev.stamp static/build/charts.js ## Run every test, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n 2
	$(BIN)/python -m pytest -n 2 -m "not browser" --database=postgresql

lint: .venv/dev.stamp ## Check style, types, imports, templates, migrations and translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python .ci/catalogues.py

format: .venv/dev.stamp ## Put the code into the one format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/dev.stamp ## Collect and compile translations (needs gettext)
	$(MANAGE) makemessages --locale zh_Hans --no-location --no-obsolete --ignore tests --ignore node_modules
	$(MANAGE) compilemessages --locale zh_Hans --ignore .venv --ignore node_modules

bench: .venv/dev.stamp ## Measure how fast spreadsheets are imported
	$(BIN)/python -m benchmarks.exchange

pictures: .venv/dev.stamp static/build/charts.js ## Take the pictures of docs/ from the product (needs Chromium)
	$(BIN)/python -m docs.make_pictures

lock: ## Lock the newest dependencies that pyproject.toml and package.json allow (needs uv)
	$(LOCK) --upgrade pyproject.toml --output-file requirements/base.txt
	$(LOCK) --upgrade --extra dev --constraint requirements/base.txt pyproject.toml --output-file requirements/dev.txt
	npm update --package-lock-only

clean: ## Remove what was installed and built; data in var/ stays
	rm -rf .venv node_modules static/build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Stamps say what was done, so that a second call has nothing to do.

.venv/python.stamp:
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/base.stamp .venv/dev.stamp: .venv/%.stamp: requirements/%.txt .venv/python.stamp
	@echo "Installing requirements/$*.txt"
	@$(PIP) install --require-hashes -r $<
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	@echo "Installing packages of the browser"
	@npm ci --silent
	@touch $@

static/build/charts.js: node_modules/.stamp $(SCRIPTS)
	@npm run --silent build
	@touch $@
