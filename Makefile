# Every target is one script in ci/, so that what runs here, in CI and by hand is the same.
.DEFAULT_GOAL := help
.PHONY: help setup check test demo bench lab fmt clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## check that JDK 17, Maven and Python 3 are here
	@ci/setup

check: setup ## quick loop: compile and run the fast tests
	@ci/check

test: setup ## everything: format, bug patterns, all tests, the fault swarm
	@ci/test

demo: setup ## run the main job: spark-submit over three regions, beside ALS
	@ci/demo

bench: setup ## microbenchmarks (ARGS="regexp and JMH options")
	@ci/bench $(ARGS)

lab: setup ## run scenarios in virtual time (ARGS="SCENARIO --seed 1"; lists them without)
	@ci/lab $(ARGS)

fmt: setup ## format all sources
	@ci/fmt

clean: ## remove what the build made
	@ci/clean
