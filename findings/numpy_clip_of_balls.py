"""NumPy clips an array of python-flint's balls to exact numbers, and its max and argmax of one contradict each other.

Expected: on arrays of objects NumPy works with the objects' own arithmetic, as it does in sums, products, dot and sqrt of balls, all of
which enclose the right values. So `np.clip([a], 0, 1)` encloses what numbers of the ball a = [-1, 1] are clipped to, which is
[0, 1], or it raises.
What happens: the result is exactly 0. `np.maximum([a], [1/2])` is exactly 1/2. `np.max` of [-9, 9] and 1 is 1, and `np.argmax` says that
it is the first. No warning.
Version and source: numpy 2.4.6 with python-flint 0.9.0; for objects NumPy asks `<` or `>` once and takes one of the two, and of balls
that overlap neither holds.
Why it matters: clipping is how projected gradient ascent stays in a box; a network's forward pass through it, in balls, looks like an
enclosure of all perturbed inputs and is one of a single point.
"""

import subprocess
import sys
import tempfile

PINNED = ("numpy==2.4.6", "python-flint==0.9.0")
SHOWS = """
import numpy as np
from flint import arb
a = arb(0, 1)
assert np.dot(np.array([a, arb(2)]), np.array([3, 4])).contains(arb(8, 2))
assert np.sqrt(np.array([arb(4, 1)]))[0].contains(2)
clipped, larger = np.clip(np.array([a]), 0, 1)[0], np.maximum(np.array([a]), np.array([arb(0.5)]))[0]
two = np.array([arb(0, 9), arb(1)])
print(clipped == 0, larger == arb(0.5), np.max(two) == 1, int(np.argmax(two)))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"clip is exactly 0, maximum exactly 1/2, max is 1, argmax: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["True", "True", "True", "0"])
