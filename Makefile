# Sayso. `make run` and `make test` need Python 3.11 or later and make, nothing else.

# 3.12 and 3.11 first: for them the embedded Redis has wheels.
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PACKAGES := shared services/ingest services/extract services/store
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: manners fuzz-api test-browser bench-console help setup run test test-e2e check unit chaos chaos-long chaos-poison chaos-mutations bench bench-compare bench-fetch bench-clean bench-attribution bench-dedupe race bench-same-claim real-claims train fuzz docs requirements clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(READY) ## Make .venv with the pinned, hashed requirements and the four packages

$(READY): requirements/dev.txt $(PACKAGES:%=%/pyproject.toml)
	@test -n "$(PYTHON)" || { echo "Sayso needs Python 3.11 or later; none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(PACKAGES:%=-e %)
	@touch $@

run: $(READY) ## Run the pipeline on the sample pages and print the claims
	$(BIN)/sayso demo

test: $(READY) check ## Checks, then every test: two files at a time, then one by one those that measure time
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not alone"
	$(BIN)/python -m pytest -m alone

check: $(READY) ## Lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: $(READY) ## The quick tiers only: unit, property, golden
	$(BIN)/python -m pytest tests/unit tests/property tests/golden

chaos: $(READY) ## The fault tests: kills, losses, partitions, held against the auditor (part of test)
	$(BIN)/python -m pytest tests/chaos

test-e2e: $(READY) ## Build the images and run the pipeline in containers (needs a Docker engine with Compose)
	SAYSO_TEST_CONTAINERS=1 $(BIN)/python -m pytest tests/containers

KILLS ?= 300
DOCUMENTS ?= 20000
DATABASE ?= sqlite
SEED ?= 1
chaos-long: $(READY) ## Many documents, KILLS=300 kills, DATABASE=sqlite or postgres; prints what was lost and doubled
	$(BIN)/python -m tests.chaos.runner --documents $(DOCUMENTS) --kills $(KILLS) --database $(DATABASE) --seed $(SEED) \
		--redis-every 10 --pg-every 15

manners: $(READY) ## Four ingest workers over 20 hosts, undisturbed and with two killed: the rate too, on a quiet machine
	SAYSO_HOLD_RATES=1 $(BIN)/python -m pytest tests/integration/ingest/test_m5_processes.py -s

chaos-poison: $(READY) ## Poison beside CHAOS_LOAD=3000 inputs: the rest keeps at least 80 % of its throughput
	CHAOS_LOAD=3000 $(BIN)/python -m pytest tests/chaos/test_inputs.py -k r15 -s

EVAL ?=
bench-clean: $(READY) ## How right and how dear clean text and metadata are; EVAL=folder of labelled pages
	$(BIN)/python -m tests.benchmark.clean $(EVAL)

bench-attribution: $(READY) ## How right who-said-what is, and what it costs; EVAL=folder of labelled articles
	$(BIN)/python -m tests.benchmark.attribution $(EVAL)

bench-same-claim: $(READY) ## How right same, conflict and different are on our own pairs, and on those of EVAL=folder
	$(BIN)/python -m tests.benchmark.same_claim $(EVAL)

real-claims: $(READY) ## What the rules find among the claims of the real articles of EVAL=folder, to be read
	$(BIN)/python -m tests.benchmark.real_claims $(EVAL)

test-browser: $(READY) ## The console in a real Chromium (Debian's is installed where apt-get and root are there)
	@tests/browser/install-chromium
	SAYSO_BROWSER_TESTS=1 $(BIN)/python -m pytest tests/browser -s

bench-console: $(READY) ## What lists, searches and claim pages cost on CLAIMS=100000 generated claims (SQLite), and the first paint
	$(BIN)/python -m tests.benchmark.console --claims $(or $(CLAIMS),100000)

VECTORS ?=
TRAIN := .venv-train
train: requirements/runtime.txt services/extract/training/requirements.txt ## Fit the tagger anew (hours): EVAL=folder of labelled articles, VECTORS=word vectors; see services/extract/training
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r services/extract/training/requirements.txt
	cd services/extract && PYTHONPATH=.:../../shared ../../$(TRAIN)/bin/python -m training $(abspath $(EVAL)) $(abspath $(VECTORS)) $(FIT)

PAGES ?= 5000
fuzz: $(READY) ## Read PAGES=5000 mutated pages in parsing processes, SEED=1; prints how they ended and what broke
	$(BIN)/python -m tests.hostile.fuzz --pages $(PAGES) --seed $(SEED)

EXAMPLES ?= 50
fuzz-api: $(READY) ## Ask the console's API EXAMPLES=50 made-up requests an operation: no answer is a fault or unlike its description
	SAYSO_API_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest tests/integration/console/test_openapi.py -s

chaos-mutations: $(READY) ## Take each guard away in turn and show that a test notices
	$(BIN)/python -m tests.chaos.mutations

bench-fetch: $(READY) ## What the fetcher's guards cost: CPU a page against bare aiohttp, and 1 GiB bombs
	$(BIN)/python -m tests.benchmark.fetch

ONLY ?=
QUICK ?=
PUBLISH ?=
PEERS := .venv-peers/.ready
bench: $(READY) $(PEERS) ## Everything against its baselines: a table, bench/latest.json, bench/report.html; ONLY=part,part QUICK=1 PUBLISH=1 EVAL=folder
	$(BIN)/python -m tests.benchmark.report $(EVAL) $(if $(ONLY),--only "$(ONLY)") $(if $(QUICK),--quick) $(if $(PUBLISH),--publish)

$(PEERS): tests/benchmark/peers/requirements.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

WITH ?= HEAD~1
bench-compare: $(READY) ## The bench of WITH=commit and of what is here, in turn; prints what changed
	$(BIN)/python -m tests.benchmark.compare $(WITH) $(if $(ONLY),--only "$(ONLY)")

RIVAL ?= 20000
BENCH := .venv-bench
bench-dedupe: $(READY) $(BENCH)/.ready ## What dedupe's index costs up to CLAIMS=1000000 claims, beside datasketch over RIVAL=20000
	$(BIN)/python -m tests.benchmark.dedupe --claims $(or $(CLAIMS),1000000) --rival $(RIVAL) --rival-python $(BENCH)/bin/python

$(BENCH)/.ready:
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check datasketch redis
	@touch $@

race: $(READY) ## Two workers race on 10,000 pairs of duplicates, 20 times over
	RACE_PAIRS=10000 RACE_RUNS=20 $(BIN)/python -m pytest tests/integration/store/test_races.py -k pairs

docs: $(READY) ## Make docs/generated from the code
	$(BIN)/python -m sayso.docgen

requirements: ## Pin the requirements anew (needs uv)
	requirements/compile

clean: ## Remove the environment and the demo's data
	rm -rf $(VENV) .venv-peers .sayso .mypy_cache .ruff_cache .pytest_cache .hypothesis
