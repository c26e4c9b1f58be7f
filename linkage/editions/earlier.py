"""The edition of the same tables that the last run used: what has not changed since is taken over from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, made_from_in, whole, whole_in
from linkage.cache.uses import last_made
from linkage.editions.kept import ENTRIES, Edition
from linkage.editions.said import Said, differing, names_in
from linkage.session.run_inputs import Inputs


@dataclass(frozen=True)
class Earlier:
    """An edition of other files."""

    edition: Entry
    said: tuple[Said, ...]
    """What was kept of each of its files, which it was merged from."""
    gone: tuple[Said, ...]
    """Of that, what is not there of the files of now."""
    there: tuple[Said, ...]
    """What is."""
    come: tuple[Said, ...]
    """And what is kept of the files of now that was not there then."""

    @property
    def like(self) -> Entry:
        """An entry that has the tables of each file."""
        return self.said[0].entry


def earlier(cache: Cache, edition: Edition, inputs: Inputs, now: Sequence[Said]) -> Earlier | None:
    """
    The last run's edition of these tables by the same method and key, whole, and all that it was merged from.

    None where there is none. `now` is what is kept of each file of this run. It is read, and not counted as used: it
    goes when the runs that used it have passed.
    """
    folder = last_made(cache.folder, edition.name)
    made_from = made_from_in(folder) if folder else None
    if folder is None or made_from is None:
        return None
    wanted = edition.made_from(inputs)
    if any(made_from.get(name) != wanted[name] for name in ("method", "key")):
        return None
    found = whole(folder, made_from, tuple(edition.tables))
    known = {entry.name: entry for said in now for entry in (said.entry, *said.without)}
    before: list[Said] = []
    for name in found.facts.get(ENTRIES, ()) if found else ():
        entries = [known.get(one) or whole_in(cache.folder / "editions" / one) for one in names_in((name,))]
        if any(entry is None for entry in entries):
            return None
        first, *without = (entry for entry in entries if entry is not None)
        before.append(Said(first, tuple(without)))
    if found is None or not before:
        return None
    gone, there, come = differing(before, now)
    return Earlier(found, tuple(before), gone, there, come)
