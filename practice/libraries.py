"""`python -m practice.libraries`: attacks of a public library on the linear model of `make data`, graded by `verify attack`.

Outside the tests and the report: it installs the pinned packages in a temporary folder. With the weights after 200 steps under L2,
ε = 1/4, and the first 60 images (part of the largest gain of the margin: smallest, median; how many perturbations are larger than ε):

    FastGradientMethod             0 starts  L1    1     1.0000 1.0000   0
    FastGradientMethod             0 starts  L3/2  1/2   1.0000 1.0000  25
    FastGradientMethod             0 starts  L2    1/2   1.0000 1.0000  53
    FastGradientMethod             0 starts  Linf  1/10  1.0000 1.0000  60
    ProjectedGradientDescentNumpy  0 starts  L1    1     1.0000 1.0000   0
    ProjectedGradientDescentNumpy  1 starts  L1    1     0.9752 0.9783  28
    ProjectedGradientDescentNumpy  0 starts  L2    1/2   1.0000 1.0000  40
    ProjectedGradientDescentNumpy  1 starts  L2    1/2   0.9986 0.9991  34
    ProjectedGradientDescentNumpy  0 starts  Linf  1/10  1.0000 1.0000  60
    ProjectedGradientDescentNumpy  1 starts  Linf  1/10  1.0000 1.0000  60

What is larger than ε is so by less than 10^-6: the library works with 32 bits.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from practice.data import LEVELS, from_json
from practice.iterate import UNIT
from practice.plan import STORED

PINNED = ("adversarial-robustness-toolbox==1.20.1", "scikit-learn==1.9.1", "packaging==26.3")
IMAGES = 60
ATTACKS = {  # the name in ART, the order of the norm, ε, random starts
    "FastGradientMethod": (("1", "1", 0), ("3/2", "1/2", 0), ("2", "1/2", 0), ("inf", "1/10", 0)),
    "ProjectedGradientDescentNumpy": (
        *(("1", "1", starts) for starts in (0, 1)),
        *(("2", "1/2", starts) for starts in (0, 1)),
        *(("inf", "1/10", starts) for starts in (0, 1)),
    ),
}
CHILD = """
import json, sys, warnings
from fractions import Fraction
warnings.filterwarnings("ignore")
import numpy as np
from art.attacks import evasion
from art.estimators.classification import SklearnClassifier
from sklearn.linear_model import LogisticRegression

told = json.load(sys.stdin)
x, y = np.array(told["x"]), np.array(told["y"])
model = LogisticRegression().fit(x, y)
model.coef_, model.intercept_ = np.array([told["theta"]]), np.zeros(1)
np.random.seed(0)
more = {}
if told["attack"].startswith("Projected"):
    more = {"eps_step": told["eps"] / 10, "max_iter": 40, "num_random_init": told["starts"], "verbose": False}
norm = np.inf if told["norm"] == "inf" else float(Fraction(told["norm"]))
made = getattr(evasion, told["attack"])(SklearnClassifier(model), norm=norm, eps=told["eps"], **more)
labels = np.eye(2)[(y > 0).astype(int)]
np.savez(told["out"], x=x, y=y, delta=made.generate(x, labels).astype(float) - x)
"""


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "venv" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PINNED], check=True)
        for row in rows(python, Path(folder)):
            print(row, flush=True)
    return 0


def rows(python: Path, folder: Path) -> Iterator[str]:
    """A line for each attack."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    data, weights = from_json(stored["data"]), stored["runs"][0]["weights"]
    theta = [int(w) / UNIT for w in weights[max(weights, key=int)].split()]
    model, points = folder / "model.json", folder / "points.npz"
    model.write_text(json.dumps({"theta": [str(Fraction(t)) for t in theta]}), encoding="utf-8")
    x = [[p / LEVELS for p in row] for row in data.pixels[:IMAGES]]
    for attack, settings in ATTACKS.items():
        for norm, eps, starts in settings:
            told = {"x": x, "y": data.labels[:IMAGES], "theta": theta, "attack": attack, "norm": norm, "starts": starts}
            told |= {"eps": float(Fraction(eps)), "out": str(points)}
            subprocess.run([str(python), "-c", CHILD], input=json.dumps(told), text=True, check=True)
            yield f"{attack:30} {starts} starts  L{norm:4} {eps:5} {_graded(model, points, norm, eps)}"


def _graded(model: Path, points: Path, norm: str, eps: str) -> str:
    line = [
        sys.executable,
        "-m",
        "verify.cli",
        "attack",
        str(model),
        str(points),
        "--norm",
        norm,
        "--eps",
        eps,
        "--json",
    ]
    found = json.loads(subprocess.run(line, capture_output=True, text=True, check=False).stdout)
    parts = sorted(Fraction(p["part"][0]) for p in found["points"])
    return f"{float(parts[0]):.4f} {float(parts[len(parts) // 2]):.4f} {len(found['broken']):3}"


if __name__ == "__main__":
    sys.exit(main())
