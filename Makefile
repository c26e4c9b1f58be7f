# What a machine with Python 3.11 or later and make needs; everything else is in the lock files.

PYTHON ?= python3
VENV   := .venv
SPARK  := .venv-spark
STORE  := .venv-store
BIN    := $(VENV)/bin
JOBS   ?= 2
# Tests of what a run takes, which want the machine to themselves.
MACHINE := tests/acceptance/test_less_memory.py tests/acceptance/test_measured_machine.py
# What of the parity of Spark is tried: all, or what pytest's -k leaves.
PARITY ?= test
# What the long tests of months are run under: either profile, or one by its name.
PROFILE ?= test
PIP    := python -m pip install --quiet --quiet --disable-pip-version-check
# Python keeps what it has compiled, whatever the environment says: the tests alone start it some thirty times. It compiles
# what is imported; pip would compile everything, and take longer for that than for the rest.
export PYTHONDONTWRITEBYTECODE :=
export PIP_COMPILE := 0
INSTALL := $(BIN)/$(PIP)

.PHONY: help demo picture test check types unit coverage test-slow test-long test-night test-series test-safety test-runs test-machine test-files test-rank-p test-house test-resume test-months test-years test-shapes test-docs test-r test-disclosure test-hostile test-flow test-browser test-spark test-spark-parity test-spark-night test-store lock clean \
	bench-calibration bench-accuracy bench-rank-calibration bench-relatives bench-febrl4 bench-floor bench-stages bench-months \
	bench-splink bench-rank-p bench-report bench-rank-p-truth bench-experiments bench-evidence bench-month-m \
	bench-xml bench-hesid bench-national bench-reading bench-draws bench-adjusted bench-spark

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# Without the extra that writes workbooks: its packages, and two workbooks for each of thirteen months, take their time.
demo: $(VENV)/base ## a year on made-up people; ends with a site to open
	$(BIN)/linkage demo demo

picture: $(VENV)/base ## the picture of README from the demo's report; needs Chromium and Node.js 20 or later
	test -e demo/out/current || $(BIN)/linkage demo demo
	cd tests/browser && npm ci --silent --no-audit --no-fund
	node tests/browser/picture.mjs demo/out/current/report/index.html docs/images/report.webp

test: $(VENV)/dev ## what has to hold before a change is merged
	@$(MAKE) --no-print-directory -j2 check types unit

check: $(VENV)/dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types: $(VENV)/dev
	$(BIN)/mypy --strict --no-error-summary

unit: $(VENV)/dev
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not slow"

coverage: $(VENV)/dev ## the same tests with the lines and branches of linkage and synthetic that none of them reaches
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not slow" --cov --cov-report=term-missing

test-slow: $(VENV)/dev ## the slow tests, and every property on 2,000 examples
	HYPOTHESIS_PROFILE=night $(BIN)/python -m pytest -q -n $(JOBS) -m "slow or not slow"

test-safety: $(VENV)/dev ## the slow tests of docs/safety.md, of folders that earlier versions made, and of releases
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/safety tests/upgrade tests/release \
		--ignore tests/safety/test_27_resume_releases.py

test-runs: $(VENV)/dev ## the slow tests of whole runs: several months, another key, reviews, the benchmarks' own answers
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/acceptance tests/benchmarks tests/report tests/cli tests/properties tests/review \
		--ignore tests/acceptance/test_release_history.py --ignore tests/acceptance/test_flow_worlds.py $(MACHINE:%=--ignore %) $(SERIES:%=--ignore %)

# What has a target of its own.
SERIES := tests/acceptance/test_told_months.py
# The slow tests that CI makes in one go, but those marked for a night: those of the targets above and below but what they
# leave out. In this order: files of one long test first, or one worker would wait for the other at the end.
LONG := tests/years/test_year.py tests/years/test_operations.py tests/safety tests/acceptance tests/probabilistic \
	tests/disclosure tests/months tests/synthetic tests/structure tests/cache tests/release tests/inputs tests/properties \
	tests/upgrade tests/benchmarks tests/report tests/docs tests/cli tests/review
test-night: $(VENV)/dev ## the slow tests that test-long leaves out, for others look at the same by day: more seeds, sizes and layouts
	$(BIN)/python -m pytest -q -n $(JOBS) -m night

test-series: $(VENV)/dev ## two years of a small service by real runs: what each first screen says; some three minutes of processor
	$(BIN)/python -m pytest -q -m slow $(SERIES)

test-long: $(VENV)/dev ## the slow tests of safety, runs, files, rank P, house, months, docs, disclosure, flow and shapes in one go
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "slow and not night" $(LONG) \
		--ignore tests/safety/test_27_resume_releases.py $(MACHINE:%=--ignore %)

test-machine: $(VENV)/dev ## what a run takes as foreseen, and the same run with a quarter of its memory; alone on the machine
	$(BIN)/python -m pytest -q -m slow $(MACHINE)

test-resume: $(VENV)/dev ## runs of every kind killed after each step, at every 61st change and for good, and typed again
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/safety/test_27_resume_releases.py

test-files: $(VENV)/dev ## damaged files of every kind, checked and run as a user types it
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/inputs

test-rank-p: $(VENV)/dev ## the slow tests of rank P: worlds with known truth at several seeds
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/probabilistic

test-house: $(VENV)/dev ## one module of each kind laid into a copy of the tree: it works from settings to report
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/structure

test-months: $(VENV)/dev ## the slow tests of months, releases and the cache, and a quarter of deliveries under both profiles, or PROFILE
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/months tests/cache tests/acceptance/test_release_history.py \
		tests/years/test_operations.py
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow tests/years/test_year.py -k "(of_changes or has_changed or month_restated) and not year] and $(PROFILE)"

test-years: $(VENV)/dev ## a year of deliveries month by month against the same from scratch, 20 orders of arrival, newcomers; the operations page
	$(BIN)/python -m pytest -q -m "slow or not slow" tests/years

test-shapes: $(VENV)/dev ## the errors of made-up worlds; one world in every stored shape, as typed Parquet and in other spellings gives one release
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile -m slow tests/synthetic

test-docs: $(VENV)/dev ## the page for analysts against the demonstration that it speaks of
	$(BIN)/python -m pytest -q -m slow tests/docs

test-r: $(VENV)/dev ## base R opens a release as the page for analysts says; needs R
	@command -v Rscript >/dev/null || { echo "R is needed: Debian's r-base-core, say" >&2; exit 1; }
	$(BIN)/python -m pytest -q -m slow tests/docs/test_r.py

test-disclosure: $(VENV)/dev ## the attack on disclosure control: 500 tables, 100 pairs of months under each rule
	$(BIN)/python -m pytest -q -n $(JOBS) -m "slow or not slow" tests/disclosure

test-hostile: $(VENV)/dev ## the whole job on HOSTILE_SEEDS months, else 3, of 2,000 rows of hostile values, under each rule
	$(BIN)/python -m pytest -q -m "slow or not slow" tests/safety/test_13_hostile_values.py

test-flow: $(VENV)/dev ## the flow of the report against the files of 50 random worlds, or FLOW_WORLDS of them
	$(BIN)/python -m pytest -q -n $(JOBS) -m "slow or not slow" tests/acceptance/test_flow_worlds.py

test-browser: $(VENV)/dev ## the report in a real browser; needs Chromium and Node.js 20 or later
	@for tool in node npm; do command -v $$tool >/dev/null || { echo "$$tool is needed: Debian's nodejs and npm, say" >&2; exit 1; }; done
	cd tests/browser && npm ci --silent --no-audit --no-fund
	node tests/browser/check_broken.mjs
	$(BIN)/python -m tests.browser.pages $(PAGES) $(DEMO)
	node tests/browser/check.mjs $(PAGES)/*/index.html $(PAGES)/internal/data_dictionary.html --shots $(PAGES)/shots
	node tests/browser/review.mjs $(PAGES)/review/review.html $(PAGES)/review

test-spark: $(SPARK)/spark ## the spec tests on a local Spark, and its rows beside DuckDB's; needs Java 17
	@java -version >/dev/null 2>&1 || { echo "Java 17 is needed: Debian's openjdk-17-jre-headless, say" >&2; exit 1; }
	$(SPARK)/bin/python -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder --engine spark -m "not night" tests/spark tests/spec

test-spark-parity: $(SPARK)/spark ## one job on DuckDB and on a local Spark: the same release and model; needs Java 17
	@java -version >/dev/null 2>&1 || { echo "Java 17 is needed: Debian's openjdk-17-jre-headless, say" >&2; exit 1; }
	SPARK_THREADS=2 $(SPARK)/bin/python -m pytest -q --engine spark -k "$(PARITY)" tests/spark/test_parity.py tests/spark/test_engine.py \
		tests/spark/test_small_tables.py tests/spark/test_session.py tests/spark/test_draws.py

test-spark-night: $(SPARK)/spark ## Spark beside DuckDB: further evidence, reviews, later months, made people, stores, executors killed on the way; needs Java 17
	@java -version >/dev/null 2>&1 || { echo "Java 17 is needed: Debian's openjdk-17-jre-headless, say" >&2; exit 1; }
	SPARK_THREADS=2 $(SPARK)/bin/python -m pytest -q --engine spark -m night tests/spark

test-store: $(STORE)/store ## releases in an object store: in memory, failing at each write, and an emulated S3
	$(STORE)/bin/python -m pytest -q -n $(JOBS) -m "slow or not slow" tests/store

# Pages of a long series, for the browser.
PAGES ?= tests/browser/made
# A folder in which `linkage demo` was typed just now, whose report the browser looks at and the pages of docs are held
# against; where there is none, each makes its own.
DEMO ?=
export DEMO

# Yardsticks: see benchmarks/README.md. Worlds are kept in WORK, some 5 GB of it.
WORK ?= benchmarks/work

bench-calibration: $(VENV)/base ## the April 2015 table beside that of a synthetic million
	$(BIN)/python -m benchmarks.calibration --work $(WORK)

bench-accuracy: $(VENV)/base ## precision and recall by rank on 200,000 people
	$(BIN)/python -m benchmarks.accuracy --work $(WORK)

bench-rank-calibration: $(VENV)/base ## wrong links expected and found, by rank: some 10 minutes
	$(BIN)/python -m benchmarks.rank_calibration --work $(WORK)

bench-draws: $(VENV)/base ## intervals by draws against the truth, and what draws cost: some 10 minutes
	$(BIN)/python -m benchmarks.draws.coverage --work $(WORK)
	$(BIN)/python -m benchmarks.draws.cost --work $(WORK)

bench-relatives: $(VENV)/base ## whose the wrong NHS numbers are, learnt and true
	$(BIN)/python -m benchmarks.relatives --work $(WORK)

bench-adjusted: $(VENV)/base ## adjusted rates against known truth in 200 small worlds, the plain ones beside: a quarter of an hour of processor
	$(BIN)/python -m benchmarks.adjusted --work $(WORK)

bench-febrl4: $(VENV)/base ## third-party truth: the Febrl 4 files, one half scored
	mkdir -p $(WORK)/febrl4
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
		--dest $(WORK)/febrl4 -r requirements/febrl4.txt
	$(BIN)/python -m benchmarks.febrl4 --work $(WORK)

bench-hesid: $(VENV)/base ## people made without a person key: missed and false, and the time beside the index
	$(BIN)/python -m benchmarks.hesid --work $(WORK)

bench-floor: $(VENV)/base ## the job against a hand-written script
	$(BIN)/python -m benchmarks.floor --work $(WORK)

bench-stages: $(VENV)/base ## seconds, rows, memory and growth of each stage
	$(BIN)/python -m benchmarks.stages --work $(WORK)

# Shares of the country, 1.0 the whole: several in one go tell how each stage grows.
SCALE ?= 0.01

bench-national: $(VENV)/base ## a country's month, or a SCALE of it: each stage, beside the floor
	$(BIN)/python -m benchmarks.national --work $(WORK) --scale $(SCALE)

bench-spark: $(SPARK)/spark ## the job on Spark beside DuckDB, and shared by two and four workers on this machine; needs Java 17
	$(SPARK)/bin/python -m benchmarks.spark --work $(WORK) --scale $(SCALE)

bench-reading: $(VENV)/base ## reading files, in seconds of processor, beside a database that checks nothing
	$(BIN)/python -m benchmarks.reading --work $(WORK)

bench-xml: $(VENV)/base ## imaging files as XML and JSON beside text: seconds and memory
	$(BIN)/python -m benchmarks.xml_reading --work $(WORK)

bench-months: $(VENV)/base ## later months, and twelve releases, beside a first run
	$(BIN)/python -m benchmarks.months --work $(WORK)

bench-splink: $(VENV)/base ## the engine against plain Splink
	$(BIN)/python -m benchmarks.plain_splink --work $(WORK)

bench-rank-p: $(VENV)/base ## rank P against plain Splink at the same work
	$(BIN)/python -m benchmarks.rank_p_speed --work $(WORK)

bench-report: $(VENV)/dev ## seconds of a report of two years and 150 providers
	$(BIN)/python -m benchmarks.report

# Research: trials for decisions that were taken.

bench-rank-p-truth: $(VENV)/base ## rank P against the truth, pooled over worlds: some 30 minutes
	$(BIN)/python -m benchmarks.research.truth --work $(WORK)

bench-experiments: $(VENV)/base ## rank P with one thing changed at a time
	$(BIN)/python -m benchmarks.research.experiments --work $(WORK)

bench-evidence: $(VENV)/base ## what further evidence of rank P gains and harms
	$(BIN)/python -m benchmarks.research.evidence --work $(WORK)

bench-month-m: $(VENV)/base ## m of the month, off and on, against the truth
	$(BIN)/python -m benchmarks.research.month_m --work $(WORK)

$(sort $(BIN)/python $(SPARK)/bin/python $(STORE)/bin/python):
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; name it with PYTHON=...")'
	$(PYTHON) -m venv $(@:/bin/python=)

$(VENV)/base: requirements/base.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/report: requirements/report.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/base

$(VENV)/dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/base $(VENV)/report

$(SPARK)/spark: requirements/dev.txt requirements/spark.txt pyproject.toml | $(SPARK)/bin/python
	$(SPARK)/bin/$(PIP) --require-hashes -r requirements/dev.txt -r requirements/spark.txt
	$(SPARK)/bin/$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(STORE)/store: requirements/test-store.txt pyproject.toml | $(STORE)/bin/python
	$(STORE)/bin/$(PIP) --require-hashes -r $<
	$(STORE)/bin/$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# One file for every platform and for Python 3.11 to 3.14, with the hash of every artefact and no index address. Extras stay
# in it: pip takes "coverage" for no pin of "coverage[toml]" once there is a newer one.
LOCK := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --no-annotate --group build pyproject.toml

lock: ## write the lock files again from pyproject.toml; needs uv
	$(LOCK) -o requirements/base.txt
	$(LOCK) --extra report -o requirements/report.txt
	$(LOCK) --extra spark -o requirements/spark.txt
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra store -o requirements/store.txt
	$(LOCK) --extra dev --extra store --group emulated-store -o requirements/test-store.txt

clean: ## remove what make has made
	rm -rf $(VENV) $(SPARK) $(STORE) tests/browser/node_modules tests/browser/made demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
