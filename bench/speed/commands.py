"""Commands in units of `import sympy`: the CPU seconds of the whole process, and of all that it starts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.speed.row import Row, seconds_of

VERIFY = str(Path(sys.executable).with_name("verify"))
REPLAY = (
    "17 covers of boxes and networks are checked by balls as when they were found (0.7 s), and three processes load the engine"
    " (0.3 s each), so that a record that hangs can be ended"
)
COMMANDS = (
    (("list",), 1.0),
    (("show", "lemma-2/lipschitz"), 3.0),
    (("show", "lemma-2/lipschits"), 1.0),
    (("check", "lemma-2"), 4.0),
    (("prove", "x**2 >= 0"), 1.3),
    (("replay", "reports/verdicts.json"), 2.0),
)


def rows() -> Iterator[Row]:
    """One for each command."""
    for words, most in COMMANDS:
        yield Row(
            work=f"verify {' '.join(words)}",
            peer_is="import sympy",
            ours=lambda words=words: seconds_of([VERIFY, *words]),
            peer=lambda: seconds_of([sys.executable, "-c", "import sympy"]),
            most=most,
            why=REPLAY if words[0] == "replay" else "",
        )
