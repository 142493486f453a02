"""SymPy says that atan(n) is positive for every integer n >= 0.

Expected: `atan(n).is_positive` is None for `n = Symbol("n", integer=True, nonnegative=True)`, as it is for sinh, tanh, erf and asinh of n,
because n may be 0, and `atan(n).is_nonnegative` is True.
What happens: it is True; so `atan(n) > 0` evaluates itself to True, and an assumption `atan(n) <= 0` to False, though both sides
of it are 0 at n = 0. The handler for rationality says that the arctangent of a rational number is irrational and forgets 0; what is
irrational is not 0, and what is nonnegative and not 0 is positive.
Version and source: sympy 1.14.0, `atan._eval_is_rational` in sympy/functions/elementary/trigonometric.py.
What follows for a prover: no sign of a function of symbols is taken from SymPy, also where the handler for that sign is right.
"""

import subprocess
import sys
import tempfile

PINNED = ("sympy==1.14.0", "mpmath==1.3.0")
SHOWS = """
import sympy as sp
n = sp.Symbol("n", integer=True, nonnegative=True)
assert sp.atan(n).subs(n, 0) == 0
assert [f(n).is_positive for f in (sp.sinh, sp.tanh, sp.erf, sp.asinh)] == [None] * 4
print(sp.atan(n).is_positive, sp.atan(n) > 0, sp.atan(n) <= 0)
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"atan(n) is positive, > 0, <= 0: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["True", "True", "False"])
