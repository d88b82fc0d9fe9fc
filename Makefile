# `make help` lists the targets. Everything is set up on first use: only Python 3.11+, make and git must be there.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The uv that is on the machine, or one that is put into a small environment of its own.
UV ?= $(shell command -v uv 2>/dev/null || echo .cache/uv/bin/uv)
# A folder in the project, since Zensical builds nowhere else.
SITE := site
# What builds the site: mkdocs, properdocs or zensical. The others are installed on first use, each apart.
GENERATOR ?= mkdocs
GENERATORS := .cache/generators
# text, or github for annotations beside the lines of a pull request.
FORMAT ?= text
# Tests at a time: one more than two cores, since many wait for a server or a browser. Each worker drives a browser of its own.
WORKERS ?= 3
# A git revision, such as HEAD^, whose published addresses must all be recorded still.
BASE ?=
export NO_MKDOCS_2_WARNING := 1
# Python keeps what it compiled, wherever it was told not to: a second import then takes half the time.
unexport PYTHONDONTWRITEBYTECODE
# The day of the last commit stands in the sitemap, so that two builds of one commit are the same to the byte.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.DEFAULT_GOAL := help
.PHONY: help serve build site cards check summary proposal new rename remove lock fix bless theme schemas hooks test lint lint-python lint-scripts links-inside links-outside links-changed links-fix links-report bench edits facets labels voice queries properties mutate mutated weigh audit shots pictures browser clean announce parity \
	generate-mkdocs generate-properdocs generate-zensical

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

announce:
	@test -e $(VENV)/.ready || echo "Setting up, about a minute the first time."

.cache/uv/bin/uv: tools/uv.txt
	@$(PYTHON) -m venv .cache/uv
	@.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement tools/uv.txt
	@touch $@

$(VENV)/.ready: pyproject.toml uv.lock | announce $(filter .cache/uv/bin/uv,$(UV))
	@$(UV) sync --locked --quiet
	@$(BIN)/python -m handbook schema .schemas >/dev/null
	@touch $@

serve: $(VENV)/.ready ## serve with live reload on http://127.0.0.1:8000 (PORT=9000 for another port)
	@exec $(BIN)/python -m tools.live "$(PORT)"

$(GENERATORS)/%/.ready: pyproject.toml uv.lock | $(filter .cache/uv/bin/uv,$(UV))
	UV_PROJECT_ENVIRONMENT=$(GENERATORS)/$* $(UV) sync --locked --quiet --no-default-groups --group $*
	@touch $@

build: check ## build the site into site/, strictly, and publish what goes beside the pages (GENERATOR=zensical)
	@$(MAKE) --no-print-directory site

# The pages and the cards are made beside each other, on two cores. Make waits for both, or ends both.
site:
	@$(MAKE) --no-print-directory --jobs=2 generate-$(GENERATOR) cards
	$(BIN)/python -m handbook publish $(SITE)

cards:
	@$(BIN)/python -m handbook cards

generate-mkdocs:
	$(BIN)/mkdocs build --strict --site-dir $(SITE)

generate-properdocs: $(GENERATORS)/properdocs/.ready
	$(GENERATORS)/properdocs/bin/properdocs build --strict --config-file mkdocs.yml --site-dir $(SITE)

# Zensical keeps what macros printed and does not look at the modules that printed it, so what it kept goes first: the
# files in .cache named by numbers. Its own --clean would take the cards and the environments along.
generate-zensical: $(GENERATORS)/zensical/.ready
	rm -f .cache/[0-9]*
	SITE_DIR=$(SITE) $(GENERATORS)/zensical/bin/zensical build --strict

check: $(VENV)/.ready ## check the data and the pages: path:line:column, what's wrong, how to fix it
	@$(BIN)/python -m handbook check --format $(FORMAT) $(if $(BASE),--base $(BASE))

summary: $(VENV)/.ready ## what your change does to the site, as the comment below a pull request says it: make summary BASE=main
	@$(BIN)/python -m tools.pulls.summary --base $(or $(BASE),main) .cache/pull/summary.json

proposal: $(VENV)/.ready # for the workflow form.yml: from the event of an issue to an entry, as data
	@$(BIN)/python -m tools.pulls.propose "$(EVENT)" "$(OUT)"

# What a contributor types reaches the shell as variables of the environment, never as its own text.
new: $(VENV)/.ready ## begin an entry: make new KIND=term ID=some-term, or make new KIND=resource URL=https://…
	@test -n "$$KIND$$URL" || { echo "Say what to begin: make new KIND=term ID=some-term, or make new KIND=resource URL=https://…" >&2; exit 2; }
	@$(BIN)/python -m handbook new $${URL:+--url="$$URL"} -- "$${KIND:-$${URL:+resource}}" $${ID:+"$$ID"}

rename: $(VENV)/.ready ## give an entry or page another name, wherever it is named: make rename FROM=term/some-term TO=better-name
	@$(BIN)/python -m handbook rename -- "$$FROM" "$$TO"

remove: $(VENV)/.ready ## delete an entry or page, or say what hangs on it: make remove WHAT=resource/some-book, TO=… for what takes its place
	@$(BIN)/python -m handbook remove $${TO:+--to="$$TO"} $${WHY:+--why="$$WHY"} -- "$$WHAT"

lock: $(VENV)/.ready ## record new addresses and fields in data/*.lock, as the deployment does after a merge; the second are told to CHANGELOG.md
	@$(BIN)/python -m handbook lock

fix: $(VENV)/.ready ## fix what a machine can: hints of new entries, the order of fields, line ends, the navigation, generated pages and forms, the layout of the code
	@$(BIN)/python -m handbook fix
	@$(BIN)/ruff check --fix --quiet && $(BIN)/ruff format --quiet

bless: $(VENV)/.ready ## accept what the small project prints and exports now; the difference is for the reviewer
	@$(BIN)/python -m tests.expected
	@git status --short tests/fixtures/expected

theme: $(VENV)/.ready $(GENERATORS)/properdocs/.ready $(GENERATORS)/zensical/.ready ## write what the theme prints into handbook/theme.json, after the theme has changed
	@$(BIN)/python -m tools.theme

schemas: $(VENV)/.ready ## write JSON Schemas for editors into .schemas/
	@$(BIN)/python -m handbook schema .schemas

labels: $(VENV)/.ready ## print the commands that create the labels of .github/labels.yml on the code host: make labels | sh
	@$(BIN)/python -m tools.labels

hooks: $(VENV)/.ready ## run the checks on each commit
	@$(BIN)/prek install

test: $(VENV)/.ready browser ## run every test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

parity: $(VENV)/.ready browser ## build with every generator and compare the sites, entry by entry
	@$(BIN)/python -m tools.parity

browser: $(VENV)/.ready ## make sure that there is a Chromium
	@$(BIN)/python -m tools.install_browser

lint: lint-python lint-scripts ## spelling, ruff and mypy, Biome and tsc for scripts and styles, actionlint and zizmor for workflows
	$(BIN)/python -m tools.lint_workflows

lint-python: $(VENV)/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/typos

# Node and npm come with the environment, as a wheel.
node_modules/.ready: package.json package-lock.json $(VENV)/.ready
	$(BIN)/npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

lint-scripts: export PATH := $(CURDIR)/$(BIN):$(PATH)
lint-scripts: node_modules/.ready
	$(BIN)/npm run --silent lint

links-inside: build ## check every link of the built site: pages, fragments, orphans
	$(BIN)/python -m handbook links inside $(SITE)

# Whoever answers as the Wayback Machine does, to be asked for stored copies of what is dead.
ARCHIVE ?= https://archive.org/wayback/available
# REPORTED=1 where what was found is told elsewhere: then only a run that did not finish is an error. EARLIER is another
# record to go on from.
links-outside: $(VENV)/.ready ## check every address outside and record how each is; RESUME=1 goes on with a run that was stopped
	$(BIN)/python -m handbook links outside --format $(FORMAT) --archive $(ARCHIVE) $(if $(RESUME),--resume) $(if $(EARLIER),--earlier $(EARLIER)) $(if $(REPORTED),|| test $$? -eq 1)

links-changed: $(VENV)/.ready ## check the addresses that a change brings: make links-changed BASE=main
	@$(BIN)/python -m handbook links changed --format $(FORMAT) --base $(or $(BASE),HEAD) $(if $(JSON),--json $(JSON))

links-fix: $(VENV)/.ready ## write permanent moves and stored copies, as data/link-health.json has them, where the old addresses stand
	@$(BIN)/python -m handbook links fix

# Needs a token: see tools/links/__main__.py.
links-report: $(VENV)/.ready ## tell a run's record, RECORD=file, in one issue and one pull request; for the weekly workflow
	@$(BIN)/python -m tools.links "$(RECORD)"

bench: $(VENV)/.ready ## time the check and builds of 100 to 3,000 terms, beside the same site without our code
	$(BIN)/python -m tools.bench

edits: $(VENV)/.ready browser ## time from an edit to the changed text in a browser, on the real site and with 1,000 terms
	$(BIN)/python -m tools.edits

properties: $(VENV)/.ready ## look at the properties for long, with new examples each time (HYPOTHESIS_EXAMPLES=3000)
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n $(WORKERS) tests/properties

# How many mutations, and which.
N ?= 5000
SEED ?= 12
mutate: $(VENV)/.ready ## break the handbook in N random ways and see that the check tells each: make mutate N=5000 SEED=12
	@$(BIN)/python -m tools.mutate --seed $(SEED) $(N)

mutated: $(VENV)/.ready browser ## build 200 of the mutations that the check accepted, and see in a browser that no script runs
	@$(BIN)/python -m tests.hostile.mutated

facets: $(VENV)/.ready browser ## time a click on a facet in a library of 1,000 entries, processor slowed
	$(BIN)/python -m tools.facets

weigh: build browser ## what a first visit to each kind of page transfers, compressed; fails above the bounds
	@$(BIN)/python -m tools.weigh $(SITE)

voice: $(VENV)/.ready ## how long the sentences are, and which are the longest
	@$(BIN)/python -m tools.voice

queries: build browser ## weigh the search, and time it: the first key, and each with 1,000 terms and resources, processor slowed
	$(BIN)/python -m tools.queries $(SITE)

audit: build browser ## Lighthouse and axe on the built site (fetches Lighthouse)
	$(BIN)/python -m tools.audit $(SITE)

# Served below a prefix, as the site is deployed.
shots: export SITE_URL := http://127.0.0.1/handbook/
shots: build browser ## screenshots of every kind of page, into shots/
	$(BIN)/python -m tools.shots

pictures: $(VENV)/.ready browser ## the pictures alone, side by side, into shots/; NAMES="rag-flow compare/*" for some
	@$(BIN)/python -m tools.pictures $(NAMES)

clean: ## delete what is generated
	rm -rf $(SITE) shots node_modules .cache .pytest_cache .mypy_cache .ruff_cache
