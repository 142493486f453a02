"""Look for a violation of a claim, with inputs that are built to meet its assumptions."""

from verify.probe.examples import example
from verify.probe.search import probe

__all__ = ["example", "probe"]
