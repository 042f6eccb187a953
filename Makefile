# The one door: everything a person does with this tree.
#   make demo     install what is missing, build, open the dashboard on an invented clinic
#   make test     install what is missing, build, run every test
# Both start from git, make and Swift.

SHELL := /bin/bash
# Headers are looked for with what there is: a C compiler of the system, or the one that comes with Swift.
COMPILER := $(shell command -v cc || command -v clang)
CHECK := --explicit-target-dependency-import-check error
# Counting bits is most of what the engine does, and the x86-64 baseline has no instruction for it: use the
# newer set where this processor has it.
FAST := -Xswiftc -cross-module-optimization $(shell grep -qw avx2 /proc/cpuinfo 2>/dev/null && echo "-Xcc -march=x86-64-v3")
RELEASE := swift build -c release $(CHECK) $(FAST)
PREFIX ?= $(HOME)/.local

CLINICS ?= $(wildcard ../shared/data/clinics/*.json)
TIMETABLES ?= $(wildcard ../shared/data/itc2007/*.tim)

.PHONY: help demo run build release test bench benchplan lint format install needs

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

demo: release ## open the dashboard on an invented clinic
	@"$$($(RELEASE) --show-bin-path)/vesper" demo

run: release ## open the dashboard on your clinic
	@"$$($(RELEASE) --show-bin-path)/vesper" $(ARGS)

build: needs ## build for development
	swift build $(CHECK)

release: needs ## build optimised
	$(RELEASE) --product vesper

test: needs ## build and run every test
	swift build --build-tests $(CHECK)
	swift test --skip-build

bench: needs ## measure the screen and the engine, in release
	$(RELEASE)
	@bin="$$($(RELEASE) --show-bin-path)"; dir="$$(mktemp -d)"; trap 'rm -rf "$$dir"' EXIT; \
	week=2026-11-23; file=Tests/Fixtures/harbor-600.json; \
	"$$bin/vesper" import "$$file" --clinic "$$dir/600.sqlite" 2>/dev/null; \
	"$$bin/vesper" demo --keep "$$dir/demo.sqlite" >/dev/null 2>&1 </dev/null || true; \
	echo "== the demo clinic on the screen"; \
	"$$bin/vesper-bench" screen --program "$$bin/vesper" --clinic "$$dir/demo.sqlite"; \
	echo "== 600 patients on the screen"; \
	"$$bin/vesper-bench" screen --program "$$bin/vesper" --clinic "$$dir/600.sqlite" --week $$week; \
	echo "== rules and score, 600 patients"; \
	"$$bin/vesper-bench" check "$$file" --week $$week; \
	echo "== suggestions, 600 patients"; \
	"$$bin/vesper-bench" suggest "$$file" --week $$week; \
	echo "== one therapist-day after the other mended, 600 patients"; \
	"$$bin/vesper-bench" repair "$$file" --week $$week --seconds 1

# The tables of Sources/vesper-bench/README.md, ready to paste; an hour and a quarter on a quiet machine. What
# was planned is left in OUT for the referees.
OUT ?= /tmp
benchplan: needs ## measure the planner: CLINICS after 0.1, 1, 10, 60 s, and TIMETABLES after 60 s
	$(RELEASE) --product vesper-bench
	@bin="$$($(RELEASE) --show-bin-path)"; \
	"$$bin/vesper-bench" plan $(CLINICS) --week 2026-11-23 --at 0.1,1,10,60 --out $(OUT); echo; \
	"$$bin/vesper-bench" itc2007 $(TIMETABLES) --seconds 60 --out $(OUT); echo; \
	for f in Tests/Fixtures/harbor-60.json $(filter %/harbor-200.json %/harbor-600.json %/open-200.json,$(CLINICS)); do \
	"$$bin/vesper-bench" moves "$$f" --week 2026-11-23 --seconds 5; done

lint: ## hold the format to .swift-format
	swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests themes

format: ## bring the sources into format
	swift format --in-place --recursive --configuration .swift-format Package.swift Sources Tests themes

install: release ## copy the program to PREFIX/bin (~/.local)
	install -d "$(PREFIX)/bin"
	install -m 755 "$$($(RELEASE) --show-bin-path)/vesper" "$(PREFIX)/bin/vesper"
	@echo "installed $(PREFIX)/bin/vesper"

# ncurses draws, SQLite keeps, tmux is the real terminal of the tests. Nothing is touched when all are there.
needs:
	@missing=; \
	echo '#include <ncurses.h>' | $(COMPILER) -E - >/dev/null 2>&1 && [ -e /usr/include/ncursesw/ncurses.h -o -e /usr/include/ncurses.h ] || missing="$$missing libncurses-dev"; \
	echo '#include <sqlite3.h>' | $(COMPILER) -E - >/dev/null 2>&1 || missing="$$missing libsqlite3-dev"; \
	command -v tmux >/dev/null || missing="$$missing tmux"; \
	command -v swift >/dev/null || { echo "Swift 6.3 or later is needed: https://www.swift.org/install"; exit 1; }; \
	[ -z "$$missing" ] && exit 0; \
	echo "installing$$missing"; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $$missing || \
	{ echo "could not install; please have an administrator run: apt-get install$$missing"; \
	echo "(elsewhere the packages are called ncurses-devel, sqlite-devel and tmux, or much like it)"; exit 1; }
