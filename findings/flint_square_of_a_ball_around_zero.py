"""python-flint: the square x**2 of a ball whose midpoint is 0 is not a number.

Expected: `arb(0, 1)**2`, the squares of all numbers between -1 and 1, is a ball that holds [0, 1], as `arb(0, 1)*arb(0, 1)` is, and as the
square of the ball with midpoint 2^-60 is.
What happens: it is nan, without a warning, for this one midpoint; so is the cube, and `arb(0, 1)**arb(2)`.
Version and source: python-flint 0.9.0; `arb_pow` in FLINT's src/arb/pow.c multiplies for a whole exponent only where the midpoint is
not "special", which 0 is; otherwise it takes exp(2 log x).
Why it matters: every comparison with nan is False, so a norm that is written with squares neither proves nor refutes, just where the
exact value is 0 and a box is centred on it, which is where a search by halving puts its boxes. A nan is also an enclosure of
everything: `contains` and `overlaps` are True.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from flint import arb
around, beside = arb(0, 1), arb(arb(2) ** -60, 1)
assert (around * around).contains(arb(1)) and (beside**2).contains(arb(1)) and (beside**2).is_finite()
print(around**2, around**3, around ** arb(2), (around**2 <= 5, around**2 > 5, (around**2).contains(7)))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"squared, cubed, to the power of a ball; at most 5, more than 5, holds 7: {ran.stdout.strip()}")
sys.exit(ran.stdout.strip() != "nan nan nan (False, False, True)")
