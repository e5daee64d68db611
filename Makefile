# Two commands matter: `make chat` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.PHONY: help setup chat run doctor test lint format train eval bench lock schemas clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.dev ## make .venv with everything for working on Soleus

chat: .venv/.chat ## talk to Soleus in this terminal
	@$(PY) -m bot chat

run: .venv/.chat ## run it on the platforms that .env configures
	@$(PY) -m bot run

doctor: .venv/.chat ## try token, rights, database and clock
	@$(PY) -m bot doctor

test: .venv/.dev lint ## run every check: lint, types, content, tests
	$(PY) -m bot check
	$(PY) -m pytest

lint: .venv/.dev ## format and lint rules, strict types
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

format: .venv/.dev ## put the code into its form
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

train: .venv/.dev ## learn anew after a change of the content (about 5 minutes)
	$(PY) -m bot train

eval: .venv/.dev ## accuracy on our own questions
	$(PY) -m bot eval tests/questions/tuning.yaml

bench: .venv/.dev ## speed, memory, and accuracy beside other methods
	$(PY) -m benchmarks.answers
	$(PY) -m benchmarks.discord

schemas: .venv/.dev ## make the JSON Schemas for editors anew
	$(PY) -m bot.content.schemas

lock: .venv/.dev ## pin the newest allowed versions
	$(PIP) install uv
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate \
	  --extra semantic --extra train --extra test pyproject.toml -o requirements/dev.txt
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate \
	  --extra semantic -c requirements/dev.txt pyproject.toml -o requirements/chat.txt

clean: ## remove .venv and caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.chat: .venv/bin/python requirements/chat.txt
	@echo "Setting up .venv; the first time takes a minute."
	@$(PIP) install --require-hashes -r requirements/chat.txt
	@touch $@

.venv/.dev: .venv/bin/python requirements/dev.txt pyproject.toml
	@echo "Setting up .venv; the first time takes two minutes."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@ .venv/.chat
