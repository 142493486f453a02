"""python-flint: the sign of a ball that has no value is a ball from -1 to 1, where every other function keeps nan.

Expected: `(arb(-1).sqrt()).sgn()` is nan, as it is for sqrt, exp, log, tanh, atan, erf, abs, max and the product with 0 of the same ball:
nan is how a chain of ball operations tells at its end that some part has no value.
What happens: [+/- 1.01], a finite ball; the comparison of sgn(nan) + 2 with 0 is True. The documentation says that the sign is
[0 +/- 1] where the ball contains both zero and other numbers, and nothing of nan.
Version and source: python-flint 0.9.0 (FLINT 3.5), `arb.sgn`, which is arb_sgn in src/arb/sgn.c: there nan counts as a ball that
contains 0.
Why it matters: a bound that is worked out through a sign, of a subgradient or of sign(θ) with θ a root or a quotient, is proved at
points where the formula has no value at all, as at sgn(sqrt(x)) + 2 > 0 for x = -1.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from flint import arb

nowhere = arb(-1).sqrt()
kept = [nowhere.exp(), nowhere.log(), nowhere.tanh(), nowhere.atan(), nowhere.erf(), abs(nowhere), nowhere.max(arb(1)), 0 * nowhere]
assert nowhere.is_nan() and all(x.is_nan() for x in kept)
print(nowhere.sgn().is_nan(), nowhere.sgn().is_finite(), nowhere.sgn() + 2 > 0)
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"the sign of nan is nan, is finite, and is above -2: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["False", "True", "True"])
