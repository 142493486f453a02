# Python 3.11 or newer and GNU make are enough: every target below makes .venv first.
PYTHON ?= python3
WORKERS ?= 2

.DEFAULT_GOAL := report
.PHONY: report bench bench-prove trust pythons delicate twins tamper coq data findings check soak test lint lock clean

# One thread a process: the workers are the parallelism, and sums come out the same on every machine.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
# SymPy keeps every result, not only the last thousand: a third faster.
export SYMPY_CACHE_SIZE := None
# No plugin of Hypothesis is used; Trio's, where it is installed, takes longer to load than SymPy.
export HYPOTHESIS_NO_PLUGINS := 1
# A hundred processes start from these modules: they are compiled once.
unexport PYTHONDONTWRITEBYTECODE
# These would send packages elsewhere than .venv, or let others shadow them.
unexport PIP_PREFIX PIP_TARGET PIP_USER PYTHONHOME PYTHONPATH

BIN := .venv/bin
READY := .venv/ready

report: $(READY)
	$(BIN)/verify report
	$(BIN)/python -m bench.readme
	$(BIN)/python -m bench.docs
	$(BIN)/verify docs --html reports/docs

# The solver on published and generated inequalities: SEED and EACH choose the generated ones.
SEED ?= 0
EACH ?= 25
bench-prove: $(READY)
	$(BIN)/python -m bench.prove --seed $(SEED) --each $(EACH)

# Everything that is done all day, in turns with a peer: a row that misses its target without saying why is exit code 1.
bench: $(READY)
	$(BIN)/python -m bench.speed

# Mutants of every proved claim and of its derivation: one that the engine takes for true is exit code 1. Then broken input to every
# reader and SIGKILL at random moments: a traceback, what lasts, or a process, a folder or half a file that is left is exit code 1.
INPUTS ?= 100000
KILLS ?= 100
trust: $(READY)
	$(BIN)/python -m bench.trust --seed $(SEED) --workers $(WORKERS)
	$(BIN)/python -m bench.faults --seed $(SEED) --workers $(WORKERS) --count $(INPUTS) --kills $(KILLS)

# The same verdicts and bytes by every Python from 3.11 to 3.13 that is here: each gets the packages, once, in .venv-3.12 and the like.
pythons: $(READY)
	$(BIN)/python -m bench.pythons

# Random inequalities at the border of what has a value or a sign: a wrong answer of the kernel, or of the solver, is exit code 1.
COUNT ?= 5000
BY ?= kernel
delicate: $(READY)
	$(BIN)/python -m bench.delicate --seed $(SEED) --count $(COUNT) --by $(BY) --workers $(WORKERS)

# False twins of every true inequality of bench-prove under eight hash seeds: a wrong answer is exit code 1.
twins: $(READY)
	$(BIN)/python -m bench.twins --seed $(SEED) --each $(EACH)

# Single changes of all certificates: one that is accepted and says what is not shown to be true is exit code 1.
CHANGES ?= 50000
tamper: $(READY)
	$(BIN)/python -m bench.tamper --seed $(SEED) --count $(CHANGES) --workers $(WORKERS)

# The exported claims, compiled by Coq: one that it refuses is exit code 1.
coq: $(READY)
	$(BIN)/python -m bench.coq

# Training on real data, each step held against the claims: a proved bound that is not kept is exit code 1. RESUME=--resume goes on.
# The digits are a file of scikit-learn, which is installed without what it needs to run.
data: $(READY)
	$(BIN)/python -m pip show -q scikit-learn 2>&- || $(BIN)/python -m pip install -q --no-deps scikit-learn
	$(BIN)/python -m practice --workers $(WORKERS) $(RESUME)

# What surprised us about other people's libraries: each script installs its own packages; one whose result has changed is exit code 1.
findings: $(READY)
	@for script in findings/*.py; do $(BIN)/python "$$script" || { echo "changed: $$script"; changed=1; }; done; test -z "$$changed"

check: $(READY)
	$(BIN)/verify check

# A CPU minute against every claim that is PROVED, in as many sittings as it takes: it says first how long, keeps what is done in
# reports/soak.json and goes on from there. MINUTES=60 ends a sitting; SEED is the seed. Finding anything is exit code 1.
SECONDS_EACH ?= 60
soak: $(READY)
	$(BIN)/python -m bench.soak --seconds $(SECONDS_EACH) --workers $(WORKERS) --seed $(SEED) $(if $(MINUTES),--minutes $(MINUTES))

# One process does a whole file, so what its tests share is made once; in this order the short files come last.
test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder tests proofs

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy verify practice

$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo 'Python 3.11 or newer is needed, and "$(PYTHON)" is not: name one, as in: make PYTHON=python3.12' >&2; exit 1; }
	@echo 'Making .venv, once: about a minute.'
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m compileall -q -j 0 -x '/tests?/' .venv/lib || true  # pip would compile on one core only
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Keeps the pins that still fit; `make lock LOCK_FLAGS=--upgrade` takes the newest of everything.
lock:
	@tool=$$(mktemp -d) && trap 'rm -rf "$$tool"' EXIT && \
	"$(PYTHON)" -m venv "$$tool" && \
	"$$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9 && \
	"$$tool/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  $(foreach extra,cluster bench test dev,--extra $(extra)) --group build --custom-compile-command 'make lock' $(LOCK_FLAGS) \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .venv-* build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find verify proofs tests -name __pycache__ -prune -exec rm -rf {} +
