# The commands of the portal. `make` alone lists them.
PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP_QUIET := --quiet --disable-pip-version-check
ifdef DATABASE_URL
export DATABASE_URL
endif

.DEFAULT_GOAL := help
.PHONY: help run test next check browser

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/runtime: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install $(PIP_QUIET) -r requirements.txt
	@touch $@

$(VENV)/tests: tests/requirements.txt $(VENV)/runtime
	$(BIN)/pip install $(PIP_QUIET) -r tests/requirements.txt
	@touch $@

run: $(VENV)/runtime ## install, prepare and serve the portal with demonstration content (PORT=8000)
	@PORT=$(PORT) BIN=$(BIN) sh portal/serve.sh

test: $(VENV)/tests ## the whole suite on SQLite; on PostgreSQL with DATABASE_URL=postgres://...
	$(BIN)/python -m pytest -n auto $(ARGS)

next: ## the whole suite against the next Wagtail
	$(PYTHON) -m venv .venv-next
	.venv-next/bin/pip install $(PIP_QUIET) -r tests/requirements.txt
	.venv-next/bin/pip install $(PIP_QUIET) "wagtail==8.0.*"
	.venv-next/bin/python -m pytest -n auto $(ARGS)

check: $(VENV)/tests ## style, import contracts, migrations, settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
	PORTAL_FILE_KEY=$$($(BIN)/python -c "import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())") \
	ALLOWED_HOSTS=portal.invalid PORTAL_BASE_URL=https://portal.invalid EMAIL_URL=smtp://localhost \
	$(BIN)/python manage.py check --deploy --fail-level WARNING --settings portal.settings.production

# What checks HTML and measures pages; without npm its tests say that they were passed over.
tests/browser/node_modules/installed: tests/browser/package.json
	@command -v npm >/dev/null || { echo "npm tidak ditemukan: pemeriksa HTML tidak dipasang (apt-get install npm default-jre-headless)"; exit 0; }; \
	PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix tests/browser --no-package-lock --no-audit --no-fund --loglevel error && touch $@

browser: $(VENV)/tests tests/browser/node_modules/installed ## the tests in a real browser (Chromium)
	@command -v chromium >/dev/null || { echo "Chromium tidak ditemukan. Pasang dengan: apt-get install chromium"; exit 1; }
	$(BIN)/python -m pytest tests/browser $(ARGS)
