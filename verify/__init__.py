"""Checks the statements of mathematics papers by machine. The public names are loaded when they are first used."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_NAMES = {
    "core": "Claim Counterexample Derivation Evidence Instance Judgement Lemma Outcome Relation Schema Statement "
    "Verdict chain eq le line lt ne",
    "geometry": "Datum Field Jacobian Label Mean Norm Peak Product Sample SampleLabel Total Value Vector along at d dot norm "
    "sigmoid softplus unit",
    "judge": "judge",
    "solve.ask": "prove",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_HOME)


class _Callable(ModuleType):
    """A module that shares its name with a public function, and can be called in its place."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(f"verify.{_HOME[name]}"), name)(*args, **kwargs)


class _Package(ModuleType):
    """`judge` and `chain` are modules and public functions: importing the module would otherwise hide the function."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOME and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    module = import_module(f"verify.{_HOME[name]}")
    return module if name == _HOME[name] else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
