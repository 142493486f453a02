"""Lines of Python for an author to paste, in the names that the module of the claim has for its symbols and assumptions."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from verify.kernel.facts.register import FACTS, fact
from verify.kernel.signs import opened
from verify.language.claim import Claim, Instance
from verify.language.operators import Norm, Unknown
from verify.language.proof import Appeal, Lemma, Line, Schema
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import DECLARATIONS, NOUGHT, Name, Number, Symbol, Term, product, rebuilt, written

RELATIONS = {"=": "eq", "<=": "le", "<": "lt", "!=": "ne"}
OFFERED: Mapping[str, Collection[str]] = {
    "from verify import": sys.modules["verify"].__all__,
    "from verify.facts import": {says.__name__ for says in FACTS.values()},
}
PUBLIC = {name for names in OFFERED.values() for name in names}
TEXTS, WORDS = re.compile(r'"(?:[^"\\]|\\.)*"'), re.compile(r"(?<![.\w])[A-Za-z_]\w*")


class Author:
    """How the author of a claim writes things: the names of the module that makes it, and constructors for what has none.

    A name that is one of `verify`'s own is not taken, since the lines import what they need.
    """

    def __init__(self, claim: Claim) -> None:
        modules = [vars(m) for m in [*sys.modules.values()] if hasattr(m, "STATEMENT")]
        self.home = next((space for space in modules if any(v is claim for v in space.values())), {})
        own = {name: v for name, v in self.home.items() if name not in PUBLIC}
        self.names = {v: name for name, v in own.items() if isinstance(v, Symbol | Schema)}
        self._instances = {id(v): name for name, v in own.items() if isinstance(v, Instance)}

    def call(self, s: Symbol) -> None:
        """Take a symbol to be made under its own name, by a line that is pasted too."""
        self.names[s] = s.name

    def term(self, e: Any) -> str:
        """A term."""
        return written(rebuilt(e, self._part))

    def _part(self, part: Any) -> Any:
        if isinstance(part, Symbol):
            return Name(self.names.get(part) or ("d" if part is d else constructor(part)))
        if isinstance(part, Number) and not part.is_Integer:
            return Name(f"Rational({part.p}, {part.q})")
        if isinstance(part, Norm):
            return Name(f"norm({written(part.args[0])})")
        if isinstance(part, Unknown):
            inner = ", ".join(map(written, part.args[1:]))
            return Name(f"{type(part).__name__}({_text(part.args[0].name)}, {inner})")
        return part

    def relation(self, r: Relation) -> str:
        """A relation."""
        return f"{RELATIONS[r.op]}({self.term(r.lhs)}, {self.term(r.rhs)})"

    def schema(self, s: Schema) -> str:
        """An assumption on a function: its name, or all of it."""
        more = f", {_several(map(self.relation, s.assuming))}" if s.assuming else ""
        own = f"Schema({_text(s.says)}, {_several(map(self.term, s.variables))}, {self.relation(s.relation)}{more})"
        return self.names.get(s, own)

    def appeal(self, a: Appeal) -> str:
        """A use of a theorem or of an assumption."""
        first = a.args[0]
        values = ", ".join(self.term(x) for x in a.args if isinstance(x, Term))
        return f"{self.schema(first) if isinstance(first, Schema) else _function(a)}({values})"

    def terms(self, a: Appeal, times: Any, slack: Any) -> tuple[Any, ...]:
        """What a slack is made of by an appeal: the slack of that, times what fits, and the rest."""
        rest = opened(opened(slack) - times * opened(a.slack))
        own = Name(f"{self.appeal(a)}.slack")
        return tuple(x for x in (own if times == 1 else product((times, own)), rest) if x != NOUGHT)

    def line(self, one: Line) -> str:
        """A line of a chain."""
        by = f", by={_several(map(self.appeal, one.by))}" if one.by else ""
        return f'line("{one.op}", {", ".join(map(self.term, (one.expr, *one.terms)))}{by})'

    def lemma(self, lemma: Lemma) -> str:
        """A side result."""
        squared = ", squared=True" if lemma.squared else ""
        return f"Lemma({self.relation(lemma.relation)}, {_several(map(self.line, lemma.lines))}{squared})"

    def chain(self, lines: Iterable[Line], lemmas: Iterable[Lemma] = ()) -> str:
        """A derivation."""
        more = [f"lemmas={_several(map(self.lemma, lemmas))}"] if lemmas else []
        return f"chain({', '.join([*map(self.line, lines), *more])})"

    def instance(
        self, chosen: Instance, point: Mapping[Any, Any] | None = None, constants: Mapping[Any, Any] | None = None
    ) -> str:
        """A choice of functions, with a point or other constants; one that has a name is taken with these."""
        more = [f"constants={self.point(constants)}"] if constants is not None else []
        more += [f"point=lambda dim: {self.point(point)}"] if point is not None else []
        if name := self._instances.get(id(chosen)):
            return f"replace({', '.join([name, *more])})"
        functions = (
            f"{_text(n)}: ({_several(map(self.term, slots))}, {self.term(e)})"
            for n, (slots, e) in chosen.functions.items()
        )
        own = ", ".join(f"{self.term(s)}: {self.term(v)}" for s, v in chosen.constants.items())
        parts = [f"{{{', '.join(functions)}}}", *([f"{{{own}}}"] if own and constants is None else []), *more]
        return f"Instance({', '.join(parts)})"

    def point(self, point: Mapping[Any, Any]) -> str:
        """An exact point."""
        return f"{{{', '.join(f'{self.term(s)}: {_value(v)}' for s, v in point.items())}}}"

    def builder(self, point: Mapping[Any, Any]) -> str:
        """An exact point in every dimension `dim`: of one in d = 1, each coordinate repeated."""
        return self.point(point).replace(",)", ",) * dim")

    def imports(self, *texts: str, missing: bool = False) -> list[str]:
        """Lines that import what the texts use; only what the module has not where it is `missing` that is asked for."""
        words = {w for text in texts for w in WORDS.findall(TEXTS.sub("", text))}
        wanted = sorted(w for w in words if not (missing and w in self.home and w in PUBLIC))
        lines = ["from dataclasses import replace"] if "replace" in wanted else []
        for begin, names in OFFERED.items():
            if used := [w for w in wanted if w in names]:
                lines.append(f"{begin} {', '.join(used)}")
        return lines


def constructor(s: Any) -> str:
    """A symbol as it is made."""
    declared = [word for word, signs in DECLARATIONS.items() if signs == s.signs and type(s) is Symbol]
    declared += ["integer"] if s.integer else []
    return f"{type(s).__name__}({', '.join([_text(s.name), *(f'{word}=True' for word in declared)])})"


def _function(a: Appeal) -> str:
    found = fact(a.name)
    return found.__name__ if found else a.name


def _value(v: Any) -> str:
    if isinstance(v, tuple | list):
        return _several(map(_value, v))
    return str(v) if v.denominator == 1 else f"Rational({v.numerator}, {v.denominator})"


def _several(texts: Iterable[str]) -> str:
    found = [*texts]
    return f"({', '.join(found)}{',' * (len(found) == 1)})"


def _text(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def more(again: str) -> str:
    """The line that asks for all of it, from the one that judges the claim once more."""
    return f"more     {again.replace('verify check', 'verify show', 1)} --why"


def of_package(again: str) -> str:
    """The option of the package in the line that judges the claim once more; nothing where it has none."""
    found = re.search(r" --package \S+", again)
    return found[0] if found else ""
