# A thin front for scripts/cairn.sh, which does the work and needs no make.

.DEFAULT_GOAL := help
.PHONY: help run test check format bench drill lock docs screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the service with its demo and print the link to a badge
	@sh scripts/cairn.sh run $(ARGS)

test: ## check, then every test; ARGS="-k name" goes to pytest
	@sh scripts/cairn.sh test $(ARGS)

check: ## ruff, mypy and the import contracts
	@sh scripts/cairn.sh check

format: ## put the code into the house's format
	@sh scripts/cairn.sh format

bench: ## measure signing, verifying and issuing against a plain baseline
	@sh scripts/cairn.sh bench $(ARGS)

drill: ## the fault and load programmes at full size
	@sh scripts/cairn.sh drill $(ARGS)

lock: ## work out the locked versions anew; ARGS="--upgrade" takes newer ones
	@sh scripts/cairn.sh lock $(ARGS)

docs: ## write the pages that are generated from the code
	@sh scripts/cairn.sh docs

screenshots: ## pictures of the pages, into screenshots/
	@sh scripts/cairn.sh screenshots $(ARGS)

clean: ## remove what can be made again (never var/, which holds keys and data)
	@rm -rf .venv build dist screenshots .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
