"""The people of a run who are not as they were when a published month was looked at last, where that can be told."""

from dataclasses import dataclass, field
from pathlib import Path

from linkage.cache.entry import is_whole, made_from_in
from linkage.cache.uses import last_made
from linkage.editions.index import index_edition
from linkage.engine.base import Engine
from linkage.months.met import find_changed, forget_changed
from linkage.session.run_inputs import Inputs


@dataclass
class Met:
    """The changed people of a run, found when a month first asks for them."""

    engine: Engine
    inputs: Inputs
    found: dict[str, bool] = field(default_factory=dict)
    """By the edition of people that a month was looked at with: whether they are there."""

    def since(self, edition: str) -> bool:
        """Whether changed people are there, against the index of then; else every event is to be looked at."""
        if edition not in self.found:
            before = index_before(self.engine, self.inputs, edition)
            self.found[edition] = before is not None and find_changed(self.engine, before)
        return self.found[edition]

    def forget(self) -> None:
        """Leave no table."""
        forget_changed(self.engine)


def index_before(engine: Engine, inputs: Inputs, edition: str) -> Path | None:
    """
    Where the index of the last run lies whole, if that run had this edition of people; else None.

    None too where it was made by another method or key.
    """
    if inputs.cache is None:
        return None
    people, index = (last_made(inputs.cache.folder, made) for made in ("people", "index"))
    if people is None or index is None or people.name != edition or not is_whole(index):
        return None
    of_people, of_index = made_from_in(people), made_from_in(index)
    if of_people is None or of_index is None:
        return None
    now = index_edition(inputs, engine.dialect).made_from(inputs)
    is_alike = all(of_index.get(name) == now[name] for name in ("method", "key"))
    is_of_them = all(of_people["parts"].get(name) == files for name, files in of_index["parts"].items())
    return index if is_alike and is_of_them else None
