# make run    set everything up and serve the newsroom on http://127.0.0.1:$(PORT)
# make test   set the test tools up and run every test
PORT ?= 8000
WORKERS ?= 1
KILLS ?= 50
export PORT
export DATA_DIR ?= $(CURDIR)/var

PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.PHONY: run setup test lint format messages score bench storm fuzz audit lock clean

run: setup
	@exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port $(PORT) \
		--workers $(WORKERS) --blocking-threads 256 --no-ws --respawn-failed-workers \
		--workers-kill-timeout 30 --log-level error newsroom.wsgi:application

setup: .venv/installed
	@umask 077 && mkdir -p "$(DATA_DIR)" && { test -n "$$SECRET_KEY" || \
		test -s "$(DATA_DIR)/secret-key" || \
		$(PY) -c 'import secrets; print(secrets.token_urlsafe(60))' > "$(DATA_DIR)/secret-key"; }
	@$(PY) manage.py setup

test: .venv/test-tools
	@$(PY) -m tests.run

lint: .venv/test-tools
	@$(PY) -m tests.run lint

format: .venv/test-tools
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format --quiet .

messages: .venv/test-tools
	@$(PY) -m tests.messages

score: .venv/test-tools
	@$(PY) -m tests.benchmarks.score ../shared/transcripts

bench: .venv/test-tools
	@$(PY) -m tests.benchmarks.bench $(PARTS)

storm: .venv/test-tools
	@$(PY) -m tests.benchmarks.storm $(KILLS) $(DATABASES)

fuzz: .venv/test-tools
	@$(PY) -m tests.benchmarks.fuzz $(REQUESTS)

audit: .venv/test-tools
	@$(PIP) pip-audit==2.10.1 cyclonedx-bom==7.5.0 pip-licenses==5.5.5 || \
		echo "The tools of the audit cannot be installed from here."
	@$(PY) -m tests.audit

lock: .venv/test-tools
	@$(PIP) pip-tools==7.6.2
	@$(PY) -m tests.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@echo "Your data in $(DATA_DIR) is kept; delete that folder yourself to start over."

.venv/installed: requirements.txt
	@for python in "$$PYTHON" python3.14 python3.13 python3.12 python3; do \
		if test -n "$$python" && "$$python" -c \
			'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; \
		then found=$$python; break; fi; \
	done; \
	if test -z "$$found"; then \
		echo "Newsroom needs Python 3.12 or newer: install it, or set PYTHON to it." >&2; \
		exit 1; \
	fi; \
	echo "Setting up with $$found; the first time takes a minute."; \
	"$$found" -m venv --clear .venv
	@echo "Installing the packages ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/test-tools: .venv/installed tests/requirements.txt
	@echo "Installing the test tools ..."
	@$(PIP) -r tests/requirements.txt
	@touch $@
