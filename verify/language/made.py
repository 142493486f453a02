"""What a module makes while it is imported: every claim notes itself there, so that none can be forgotten.

The list stands in the namespace of the module that is being imported, as Python's own `__annotations__` does, and not in the
engine. A loop or a function cannot hide a claim from it, nor can a name that is given twice. What a script or the engine at
work makes of claims is noted nowhere: no module is being imported then.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import currentframe
from typing import Any

LIST = "__claims__"


def note(thing: Any) -> None:
    """Add it to the list of the innermost module whose body is at work, if that module is being imported."""
    frame = currentframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    if frame is not None and _is_imported(frame.f_globals):
        frame.f_globals.setdefault(LIST, []).append(thing)


def made_in(namespace: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the module with this namespace made, in order."""
    return tuple(namespace.get(LIST, ()))


def _is_imported(namespace: Mapping[str, Any]) -> bool:
    """Has it a specification under its own name? A script and what `exec` runs have none."""
    spec = namespace.get("__spec__")
    return spec is not None and spec.name == namespace["__name__"]
