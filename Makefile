# Works with make 3.81 and plain sh. Every path is relative, so the folder's own name may hold spaces.

PORT ?= 8000
export PORT

.PHONY: help run test test-deep machine mutate bench lint clean

help:
	@echo "make run        start the site with its demo on http://127.0.0.1:$(PORT) (another port: make run PORT=8001)"
	@echo "make test       install what the tests need, then run every check and every test"
	@echo "make test-deep  the long test profiles"
	@echo "make machine    let random people try every verb by every road, on both databases"
	@echo "make mutate     take each guard away in turn and see its tests go red; writes docs/mutations.md"
	@echo "make bench      how quickly pages answer, with few and with many stories; writes bench/results.json"
	@echo "make lint       style, types, layers and templates only"
	@echo "make clean      remove .venv and caches; your database and files in var/ stay"

run:
	@sh .ci/install run
	@exec env PYTHONPATH=.:site .venv/bin/python -m config.launch

test:
	@sh .ci/test all

test-deep:
	@sh .ci/test deep

machine:
	@sh .ci/test machine

mutate:
	@sh .ci/test mutate

bench:
	@sh .ci/install run
	@.venv/bin/python tests/performance/bench.py

lint:
	@sh .ci/test lint

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis test-results
	find . -type d -name __pycache__ -prune -exec rm -rf {} +
