# `make` lists the targets. Everything a target needs it sets up itself: uv, two environments, .env, model, directory.
.DEFAULT_GOAL := help
SHELL := /bin/bash
UV := .tools/bin/uv
PYTHON := .venv/bin/python
RASA := bot/.venv/bin/rasa
BOT_PYTHON := bot/.venv/bin/python
MODEL := bot/models/puente.tar.gz
ROOT_READY := .venv/.ready
BOT_READY := bot/.venv/.ready
# What is read at run time (signals, bot/text) is no input; what decides how a message is spelt out is learnt.
MODEL_INPUTS := config.yml $(BOT_READY) knowledge/safety/normalise.py knowledge/safety/words/shorthand.yml \
  $(shell find bot/domain bot/data bot/components -type f -not -name '*.pyc' 2>/dev/null)
STORIES := tests/conversations/stories
QUIET_RASA := RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES= SQLALCHEMY_SILENCE_UBER_WARNING=1 PYTHONWARNINGS=ignore

export TEXT FROM NAME ROLE SPEAKS

.PHONY: help run test check model cues stories sms account edits eval card compare bench directory programs pictures lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(ROOT_READY) $(MODEL) .env directory ## set everything up, start it, print where it is (Ctrl-C ends it)
	@exec $(PYTHON) -m navigator_api.run

# A file's tests stay together: they share what it set up. Each worker starts systems of its own, so few of them.
test: $(ROOT_READY) $(BOT_READY) .env ## every test, the real processes included
	@$(MAKE) --no-print-directory -j2 --output-sync=target check stories
	$(PYTHON) -m pytest -q -n auto --maxprocesses=4 --dist=loadfile
	$(QUIET_RASA) $(BOT_PYTHON) -m pytest -q -c bot/pytest.ini tests/bot/components tests/bot/model

eval: $(MODEL) ## how well held-out messages are understood, per language
	@$(QUIET_RASA) $(BOT_PYTHON) -m tests.bot.model.understanding 2>/dev/null

check: $(ROOT_READY) $(BOT_READY) ## lint, types, import contracts, Rasa's own checks of the sentences and rules
	@mkdir -p var
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy knowledge bot/text actions navigator_api
	.venv/bin/lint-imports
	@$(QUIET_RASA) $(RASA) data validate --config config.yml --domain bot/domain --data bot/data > var/validate.log 2>&1 \
	  || { tail -n 30 var/validate.log; exit 1; }

model: $(MODEL) ## train the Rasa model if its inputs changed

cues: $(BOT_READY) ## fit the points of knowledge/safety/cues.tsv to the training sentences
	@$(BOT_PYTHON) -m bot.weigh_cues

# Rasa's own conversation tests; what they write goes to var/, and is shown when one fails.
stories: $(MODEL) ## every journey as a story, in both languages
	@mkdir -p var/stories
	@$(QUIET_RASA) $(RASA) test core --fail-on-prediction-errors -m $(MODEL) --stories $(STORIES) --out var/stories \
	  > var/stories/run.log 2>&1 || { tail -n 30 var/stories/run.log; cat var/stories/failed_test_stories.yml; exit 1; }
	@echo "Stories passed: $$(grep -h -- '- story:' $(STORIES)/*.yml | wc -l)"

card: $(MODEL) ## measure the crisis screen on messages kept apart: docs/crisis_screen.md
	@$(QUIET_RASA) $(BOT_PYTHON) -m tests.bot.model.card 2>/dev/null

compare: $(BOT_READY) ## this pipeline beside Rasa's default one, trained in the same run (hours)
	@$(QUIET_RASA) $(BOT_PYTHON) -m tests.bot.model.compare

sms: $(ROOT_READY) .env ## send a signed text to the running server: make sms TEXT="…" [FROM=+1…]
	@test -n "$$TEXT" || { echo 'Say what to send: make sms TEXT="help" [FROM=+19255550100]' >&2; exit 2; }
	@$(PYTHON) -m navigator_api.sms.simulate "$$TEXT" $${FROM:+--from "$$FROM"}

account: $(ROOT_READY) .env directory ## a one-time code to set up an account: make account NAME=maria ROLE=admin [SPEAKS=es]
	@$(PYTHON) -m navigator_api.staff.make_account "$$NAME" "$$ROLE" $${SPEAKS:+"$$SPEAKS"}

edits: $(ROOT_READY) .env ## what editors changed in the workspace, as YAML to take into knowledge/facts
	@$(PYTHON) -m knowledge.workspace.patch "$$($(PYTHON) -c 'from navigator_api.settings import load; print(load().database_url)')"

bench: $(ROOT_READY) $(MODEL) ## how long a text, a screening, a search and a page take (about 8 minutes)
	@$(PYTHON) -m tests.conversations.bench
	@$(PYTHON) -m tests.knowledge.rules.bench_rules
	@$(PYTHON) -m tests.knowledge.directory.search.bench
	@$(PYTHON) -m tests.navigator_api.web.bench_options

directory: $(ROOT_READY) .env ## migrate the database and load the facts, if they changed
	@$(PYTHON) -m knowledge.directory.build "$$($(PYTHON) -c 'from navigator_api.settings import load; print(load().database_url)')"

lock: $(UV) ## resolve both environments again
	$(UV) pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" -o requirements.lock
	$(UV) pip compile -q bot/pyproject.toml --group bot/pyproject.toml:dev --universal --python-version 3.10 --generate-hashes --custom-compile-command "make lock" -o bot/requirements.lock

programs: $(ROOT_READY) ## write the decision table of every program into docs/programs
	@$(PYTHON) -m knowledge.rules.pages

pictures: $(ROOT_READY) ## take the README's pictures from a running system with made-up data
	@$(PYTHON) -m tests.navigator_api.web.pictures

clean: ## remove what make made (not .env)
	rm -rf .venv bot/.venv .tools bot/models var .rasa

$(UV):
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv

# Compiled at once: where Python may write no bytecode, each start of Rasa would spend 15 seconds on it.
$(ROOT_READY): requirements.lock | $(UV)
	@echo "Setting up Python 3.11+ for the doors, the actions and the directory …"
	@test -x $(PYTHON) || $(UV) venv --quiet --python '>=3.11,<3.14' .venv
	$(UV) pip install --quiet --compile-bytecode --python .venv --require-hashes -r requirements.lock
	@touch $@

# From within bot/, so that its .python-version lets uv (and pyenv) find 3.10.
$(BOT_READY): bot/requirements.lock | $(UV)
	@echo "Setting up Python 3.10 for Rasa (TensorFlow is large; a minute or two) …"
	@cd bot && (test -x .venv/bin/python || ../$(UV) venv --quiet --python 3.10 .venv)
	$(UV) pip install --quiet --compile-bytecode --python bot/.venv --require-hashes -r bot/requirements.lock
	@touch $@

# Rasa draws progress bars by the thousand; they go to a file, and its end is shown when training fails.
$(MODEL): $(MODEL_INPUTS)
	@echo "Training the Rasa model (about a minute and a half) …"
	@mkdir -p bot/models
	@$(QUIET_RASA) $(RASA) train --skip-validation --config config.yml --domain bot/domain --data bot/data --out bot/models --fixed-model-name puente \
	  > bot/models/train.log 2>&1 || { tail -n 30 bot/models/train.log; echo "Training failed; all of it is in bot/models/train.log" >&2; exit 1; }
	@touch $@

.env: | $(ROOT_READY)
	@$(PYTHON) -c "from navigator_api.settings import ensure_env_file; ensure_env_file()"
