"""The names that the Spark engine holds: known to the session, found again by a later one, and how large each is."""

import re
from pathlib import Path

from pyspark.sql import SparkSession

from linkage.engine.spark.files import Folders
from linkage.engine.spark.held import Held, remember, remembered, size_of

FOREIGN = "__splink"
"""How tables begin that Splink puts down by itself: nobody knows their size."""


class Names:
    """What stands under each name, in the order in which it was made."""

    def __init__(self, session: SparkSession, folders: Folders) -> None:
        """Those that an earlier session wrote down."""
        self.session, self.folders = session, folders
        self._held = {one.name: one for one in remembered(folders, session)}
        self._bytes = {one.name: size_of(one) for one in self._held.values()}

    def hold(self, one: Held) -> None:
        """Give it its name; the rows of an earlier one of the name go. What is made last stands last."""
        size = size_of(one)
        one.give_name(self.session, size)
        self.keep(one, size)

    def keep(self, one: Held, size: int) -> None:
        """The same of what the session knows by its name already."""
        self.forget(one.name)
        self._held[one.name], self._bytes[one.name] = one, size

    def drop(self, name: str) -> None:
        """Let the session forget it too."""
        self.session.catalog.dropTempView(name)
        self.forget(name)

    def forget(self, name: str) -> None:
        """Remove what is held under a name, if anything is: its files go."""
        before = self._held.pop(name, None)
        self._bytes.pop(name, None)
        if before is not None and before.folder:
            self.folders.remove(Path(before.folder))

    def held(self, name: str) -> Held:
        """What stands under a name that there is."""
        return self._held[name]

    def folder(self, name: str) -> Path | None:
        """Where the rows of a table lie; None for a view."""
        folder = self._held[name].folder
        return Path(folder) if folder else None

    def tables(self) -> frozenset[str]:
        """Every table and view of the run's."""
        return frozenset(name for name, one in self._held.items() if one.is_table)

    def save(self) -> None:
        """Write down what is held."""
        remember(self.folders, self._held.values())

    def close(self) -> None:
        """Let the session forget every name; what lies in the folders stays."""
        for name in self._held:
            self.session.catalog.dropTempView(name)

    def bytes_of(self, query: str) -> int | None:
        """How large all that a query speaks of is, in files, through views too; None where that is not known."""
        read = self.read_by(query)
        return None if read is None else sum(self._bytes[name] for name in read)

    def read_by(self, query: str) -> frozenset[str] | None:
        """
        What a query speaks of of what is held, through views too; None where it speaks of what nobody knows.

        A table is taken for read where a column is called as it is: what is too large costs no more than it did.
        """
        read: set[str] = set()
        texts = [query]
        while texts:
            text = texts.pop()
            if FOREIGN in text:
                return None
            found = self._held.keys() & set(re.findall(r"\w+", text)) - read
            read |= found
            texts += [self._held[name].query for name in found]
        return frozenset(read)
