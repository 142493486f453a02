"""The whole engine: the kernel, the search and the solver."""

from bench.trust.engine import Engine
from verify.judging.judge import judge

WHOLE = Engine(judge)
