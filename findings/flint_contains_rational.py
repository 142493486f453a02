"""python-flint: whether a ball contains a rational number is answered with False for numbers that it contains.

Expected: `arb("0.1")` is a ball that encloses 1/10, and `arb("0.1").contains(fmpq(1, 10))` is True: an exact question, since both ends of a
ball and the number are rational.
What happens: False, for nearly all decimals with two digits, and for balls that were made with more bits than the context has now. The
number is first turned into a ball of the working precision, which is then asked to lie in the other one as a whole.
Version and source: python-flint 0.9.0, `arb.contains` in flint/types/arb.pyx, which begins with `any_as_arb`; FLINT itself has
arb_contains_fmpq, which is exact.
Why it matters: "the enclosure does not contain the exact value" is how one finds a wrong enclosure in a test, or refutes a claim that
names a number. Here it is said of right ones. `overlaps` errs on the other side, and True of it proves nothing.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from fractions import Fraction
from flint import arb, ctx, fmpq

def end(x):
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)

def holds(x, k):
    return end(x.mid()) - end(x.rad()) <= Fraction(k, 100) <= end(x.mid()) + end(x.rad())

balls = {k: arb(f"0.{k:02d}") for k in range(1, 100)}
with ctx.workprec(100):
    fine = arb("0.1")
assert all(holds(x, k) for k, x in balls.items()) and holds(fine, 10)
print(sum(not x.contains(fmpq(k, 100)) for k, x in balls.items()), fine.contains(fmpq(1, 10)), fine.overlaps(fmpq(1, 10)))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"of 99 decimals not in their own ball; 1/10 in its ball of 100 bits: contains, overlaps: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["96", "False", "True"])
