# The commands of Wotu; `make` lists them. Everything they need is made by bin/setup.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# Node stands there only on machines that have none of their own.
export PATH := $(CURDIR)/.boot/node:$(PATH)
python := .venv/bin/python
# Commands of Django that touch no data still want keys: they get the throwaway ones of var/.
manage := $(python) -m config.launch manage

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## prepare this checkout (the other commands do it themselves)
	@bin/setup

packages:
	@bin/setup packages

demo: setup ## the demo school at http://127.0.0.1:8000; PORT= to change, Ctrl-C to stop
	@exec $(python) -m config.launch

demo-reset: setup ## throw the demo's data away and start over
	@$(python) -m config.launch reset && exec $(python) -m config.launch

test: setup ## every test this machine can run; make test only="-k visits"
	@$(python) bin/run_tests.py $(only)

check: lint types imports ## what needs no test run

lint: packages ## style, without changing files
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	cd frontend && npm run --silent lint

types: packages ## mypy, strict; the client's types
	$(python) -m config.launch exec .venv/bin/mypy
	cd frontend && npm run --silent typecheck

imports: packages ## the floors and rooms of docs/architecture.md
	.venv/bin/lint-imports

fix: packages ## let the tools repair what they can
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	cd frontend && npm run --silent lint -- --write

schema: packages ## rewrite docs/openapi.yaml and the client's types
	$(manage) spectacular --lang en --file docs/openapi.yaml --validate --fail-on-warn
	cd frontend && npx --no-install openapi-typescript ../docs/openapi.yaml -o src/shared/api/schema.gen.ts

messages: packages ## collect the sentences people read, compile the translations (needs gettext)
	$(manage) makemessages --locale zh_Hans --no-wrap --no-location --ignore .venv --ignore .boot --ignore frontend --ignore tests --ignore var
	$(manage) compilemessages --locale zh_Hans --ignore .venv --ignore .boot

shots: setup ## a picture of every screen, both widths, both languages, into docs/images
	$(python) -m tests.e2e.shots

locks: packages ## resolve the locks again; they name no host
	UV=.boot/bin/uv bin/locks

.PHONY: help setup packages demo demo-reset test check lint types imports fix schema messages shots locks
