"""What is worked out of a term is remembered, as most terms come again; a process that goes on to something else may forget it."""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, cache
from typing import TypeVar

T = TypeVar("T")

_remembering: list[_lru_cache_wrapper[object]] = []


def remembered(work: Callable[..., T]) -> _lru_cache_wrapper[T]:
    """As `functools.cache`, until `forget`. What is remembered must depend on the arguments alone."""
    kept = cache(work)
    _remembering.append(kept)
    return kept


def forget() -> None:
    """Forget what was worked out: nothing changes but the time that it takes again, and the memory."""
    for kept in _remembering:
        kept.cache_clear()
