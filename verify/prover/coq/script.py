"""A Coq proof as a list of facts, each shown from the ones that it names; what speaks of a data point is shown for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POINT = "forall n : nat, (n <= N)%nat -> "


@dataclass(frozen=True)
class Fact:
    """A fact of the proof, by its name; one of every data point where it is sampled."""

    name: str
    says: str
    sampled: bool = False


class Script:
    """The steps of one proof, in order."""

    def __init__(self, kind: str = "") -> None:
        self.steps: list[str] = []
        self._kind = kind
        self._count = 0

    def name(self, kind: str) -> str:
        """A new name, unlike any symbol's."""
        self._count += 1
        return f"{kind}{self._kind}__{self._count}"

    def define(self, kind: str, what: str, *, sampled: bool) -> tuple[str, Fact]:
        """A variable for what stands there, and the fact that they are equal."""
        name, fact = self.name(kind), self.name("D")
        if sampled:
            self.steps.append(f"refine (named_family N (fun n : nat => {what}) _ _); intros {name} {fact}.")
        else:
            self.steps.append(f"refine (named {what} _ _); intros {name} {fact}.")
        value = f"({name} n)" if sampled else name
        return name, Fact(fact, f"{what} = {value}", sampled)

    def prove(
        self, says: str, proof: str, uses: Iterable[Fact] = (), *, sampled: bool = False, whole: Iterable[Fact] = ()
    ) -> Fact:
        """A fact from others, of which nothing else is in sight; those that are `whole` are not taken at the data point."""
        fact = Fact(self.name("F"), says, sampled)
        known = list(dict.fromkeys(uses))
        if not sampled and any(u.sampled for u in known):
            raise ValueError(f"{says} does not follow from what holds for each data point")
        names = dict.fromkeys(u.name for u in [*known, *whole])
        keep = f"clear - {' '.join(names)}. " if names else "clear. "
        if sampled:
            keep = f"{keep if names else ''}{at_point(known)}. "
        quantified = f"{POINT}{says}" if sampled else says
        self.steps.append(f"assert ({fact.name} : {quantified}). {{ {keep}{proof}. }}")
        return fact

    def conclude(self, proof: str) -> None:
        """The last step, in sight of everything."""
        self.steps.append(f"{proof}.")

    def __str__(self) -> str:
        return "\n".join(f"  {step}" for step in self.steps)


def at_point(uses: Iterable[Fact]) -> str:
    """The tactic that takes a data point, and what is known of it."""
    return "; ".join(["intros n n_", *(f"specialize ({u.name} n n_)" for u in dict.fromkeys(uses) if u.sampled)])
