# Two commands: `make run` and `make test`. Both set themselves up.
.DEFAULT_GOAL := help
.PHONY: help run test test-engines lint format docs bench lock clean
PYTHON ?= python3
BIN := .venv/bin
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What is imported is compiled when it is: most of what is installed never is.
export PIP_NO_COMPILE := 1

help:  ## What there is to run
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 15

run: .venv/installed  ## Build and publish the sample company (nrr run)
	$(BIN)/nrr run

test: lint  ## Lint, then pytest (which runs dbt's own tests too)
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

test-engines: .venv/installed-engines  ## PostgreSQL, Spark and other dialects against DuckDB
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder tests/engines/test_spark.py tests/engines

lint: .venv/installed-dev  ## sqlfluff, ruff, yamllint over everything
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/yamllint --strict .
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2

format: .venv/installed-dev  ## Mend what the linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar

docs: .venv/installed  ## The documentation site, one file: target/static_index.html
	$(BIN)/dbt seed --quiet
	$(BIN)/dbt run --quiet
	$(BIN)/dbt docs generate --static
	@echo "Open target/static_index.html"

bench: .venv/installed  ## Ledger against date spine: nrr bench
	$(BIN)/nrr bench

LOCK := uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate

# Development pins first: all else agrees with them, in one environment.
lock:  ## Lock the dependencies anew (needs uv)
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements-dialects.in -o requirements-dialects.txt
	for name in requirements requirements-postgres requirements-spark; do \
	  $(LOCK) -c requirements-dev.txt $$name.in -o $$name.txt; \
	done

clean:  ## Remove what was built; published versions stay
	rm -rf target logs warehouse/build warehouse/dev.duckdb*

.venv/installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

.venv/installed-engines: requirements-postgres.txt requirements-spark.txt requirements-dialects.txt .venv/installed-dev
	.ci/install-engines
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-postgres.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-spark.txt
	test -x .venv/dialects/bin/python || $(PYTHON) -m venv .venv/dialects
	.venv/dialects/bin/python -m pip install --quiet --require-hashes -r requirements-dialects.txt
	@touch $@
