"""python-flint says "matrix is singular" of a matrix of balls none of whose parts it knows to be singular.

Expected: inv and solve of a matrix of balls that holds regular and singular matrices return entries that are nan or without bound, as 1/x
does for a ball x around 0 and as `det` does, which returns a ball around 0; or an error that says that nothing is known.
What happens: `ZeroDivisionError: matrix is singular`, for the same matrix of which `det` only says that 0 is possible; with
the entries made anew at a higher precision the same call returns an inverse.
Version and source: python-flint 0.9.0, `arb_mat.inv` and `arb_mat.solve` in flint/types/arb_mat.pyx: FLINT's functions return 0 for "no
inverse was found", which is read as "there is none". `nonstop=True` returns nan, which is right.
Why it matters: `except ZeroDivisionError` is the natural test for singularity. It proves a regular matrix to be singular.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from flint import arb, arb_mat, ctx

def inverse(bits):
    with ctx.workprec(bits):
        h = arb_mat([[arb(1) / (i + j + 1) for j in range(14)] for i in range(14)])
        try:
            return "inverse" if h.inv()[0, 0] > 0 else "?"
        except ZeroDivisionError as error:
            return str(error)

x = arb(0.5, 1)
print(inverse(53), "|", inverse(200), "|", (1 / x).is_finite(), arb_mat([[x]]).det().contains(0))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"Hilbert's matrix of 14 rows with 53 and 200 bits; 1/x is finite, det holds 0: {ran.stdout.strip()}")
sys.exit(ran.stdout.strip() != "matrix is singular | inverse | False True")
