"""Read stored files: every command reads JSON here, and compares it with the shape that it expects before anything is used.

A shape is a type, met by values of exactly this type (a whole number is a float, too); an Enum, met by its values; a text or None, met by
itself; a function that says whether the value fits, and in its docstring what is expected; a tuple of shapes, of which one is to
fit; a list with one shape, which every entry has; or a dict: a shape for each name. There a name that ends in ? may be missing,
`...` stands for all other names, and without it there are no others.

A file that does not fit is no evidence of anything: it is refused in one line that says where it differs.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from reprlib import Repr
from typing import Any, NoReturn

from verify.language.sentence import visible

LARGEST = 1 << 26  # bytes of a document, or of one line of a file of records
LONGEST = 4000  # characters of a number that is reported
Fields = dict[Any, Any]
NUMERAL = re.compile(r"-?[0-9]+(/0*[1-9][0-9]*|(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?)", re.ASCII)
SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9_']*", re.ASCII)


class Unfit(ValueError):
    """A stored file that cannot be read, or holds something else than what is expected; the message is one line."""


def document(path: str | Path, shape: Any = object, maker: str = "") -> Any:
    """What a JSON file holds, which `maker` writes. Raises Unfit, naming the file and the place in it."""
    again = f"; make it again by {maker}, or remove it" if maker else ""
    try:
        with Path(path).open("rb") as file:
            text = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Unfit(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    try:
        found = parsed(text)
    except Unfit as why:
        raise Unfit(f"{path} cannot be read: {why}{again}") from None
    if wrong := fault(found, shape):
        raise Unfit(f"{path} is not what is expected: {wrong}{again}")
    return found


def read_records(path: str | Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """(Line number, the record or what is wrong with the line) for every line of a JSON Lines file that is not blank.

    A half-written or corrupt line is reported and the rest is read. Raises OSError where the file cannot be read.
    """
    with Path(path).open("rb") as lines:
        number = 0
        while line := lines.readline(LARGEST + 1):
            number += 1
            if line.strip():
                yield number, _record(line)
            while len(line) > LARGEST and not line.endswith(b"\n"):
                line = lines.readline(LARGEST + 1)


def _record(line: bytes) -> Mapping[str, Any] | str:
    try:
        found = parsed(line)
    except Unfit as error:
        return f"not a JSON record: {error}"
    return found if isinstance(found, dict) else f"not a record: expected an object, got {short(found)}"


def parsed(text: bytes) -> Any:
    """What a JSON text says: every name once in an object, numbers that are finite. Raises Unfit."""
    if len(text) > LARGEST:
        raise Unfit(f"it has more than {LARGEST:,} bytes")
    try:
        return json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except RecursionError:
        raise Unfit("it is nested too deeply") from None
    except ValueError as error:
        raise Unfit(str(error).splitlines()[0]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name {short(next(n for n in names if names.count(n) > 1))} is given twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    if not math.isfinite(found := float(text)):
        raise ValueError(f"{text[:60]} is too large")
    return found


def fault(value: Any, shape: Any, place: str = "") -> str:
    """Where the value does not fit the shape, and what is expected there; empty where it fits."""
    if isinstance(shape, tuple):
        faults = [fault(value, one, place) for one in shape]
        return "" if "" in faults else faults[0] if len(faults) == 1 else _wrong(value, shape, place)
    if isinstance(shape, list) and isinstance(value, list):
        return next((f for k, v in enumerate(value) if (f := fault(v, shape[0], f"{place}[{k}]"))), "")
    if isinstance(shape, dict) and isinstance(value, dict):
        return _fault_of_names(value, shape, place)
    return "" if _fits(value, shape) else _wrong(value, shape, place)


def _fault_of_names(value: Mapping[str, Any], shape: Mapping[Any, Any], place: str) -> str:
    known = {name.rstrip("?"): name for name in shape if name is not ...}
    for name, spelled in known.items():
        if name not in value and not spelled.endswith("?"):
            return f"{place or 'it'} has no {name}"
    for name, v in value.items():
        if name not in known and ... not in shape:
            return f"{place or 'it'} has an unknown field {visible(name[:60])}"
        inner = shape[known.get(name, ...)]
        if f := fault(v, inner, f"{place}.{visible(name[:40])}" if place else visible(name[:40])):
            return f
    return ""


def _fits(value: Any, shape: Any) -> bool:
    if shape is object:
        return True
    if isinstance(shape, type):
        if issubclass(shape, Enum):
            return isinstance(value, str) and value in [*shape]
        return type(value) is shape or (shape is float and type(value) is int)
    if callable(shape):
        return bool(shape(value))
    return type(value) is type(shape) and value == shape


def _wrong(value: Any, shape: Any, place: str) -> str:
    return f"{place or 'it'} is {short(value)}, expected {_told(shape)}"


NAMES = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def _told(shape: Any) -> str:
    if isinstance(shape, tuple):
        return " or ".join(dict.fromkeys(map(_told, shape)))
    if isinstance(shape, list | dict):
        return "a list" if isinstance(shape, list) else "an object"
    if isinstance(shape, type):
        return ", ".join(shape) if issubclass(shape, Enum) else NAMES[shape]
    return str(shape.__doc__) if callable(shape) else "nothing" if shape is None else repr(shape)


def numeral(value: Any) -> bool:
    """a number like "-3/1024" or "0.25" as a text"""
    return isinstance(value, str) and len(value) <= LONGEST and bool(NUMERAL.fullmatch(value))


def numerals(value: Any) -> bool:
    """numbers as texts, in lists within lists"""
    return numeral(value) or (isinstance(value, list) and all(map(_row, value)))


def point(value: Any) -> bool:
    """a value, in numbers as texts, for each name of a symbol"""
    return isinstance(value, dict) and all(SYMBOL.fullmatch(name) and numerals(v) for name, v in value.items())


def _row(value: Any) -> bool:
    return numeral(value) or (isinstance(value, list) and all(map(numeral, value)))


def short(value: Any) -> str:
    """The value in few characters."""
    return _FEW.repr(value)


_FEW = Repr()
_FEW.maxstring = _FEW.maxother = _FEW.maxlong = 60


def is_file(path: str | Path) -> bool:
    """Is there a file of this name? A name that no file can have is that of none."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
