"""Codes of a data frame as categoricals that bear their meanings: what `open_release(labels=True)` gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from linkage.release.content.code_lists import OF_WORDS

if TYPE_CHECKING:
    import pandas as pd

OF_SEVERAL = ("investigation",)
"""Lists of which one text holds several codes: such a column stays as it is."""


class Labels:
    """The list of each column by its name, and the meanings of each list."""

    def __init__(
        self, columns: Iterable[tuple[str, str]], codes: Iterable[tuple[str, str, str]], plain: Iterable[str]
    ) -> None:
        """
        `columns` are names with their lists, `codes` lists with code and meaning, `plain` columns of listed values.

        A name that is of several lists is of none.
        """
        of: dict[str, set[str]] = defaultdict(set)
        for name, listed in columns:
            of[name].add(listed)
        self.lists = {name: next(iter(several)) for name, several in of.items() if len(several) == 1}
        self.meanings: dict[str, dict[str, str]] = defaultdict(dict)
        for listed, code, meaning in codes:
            self.meanings[listed][code] = meaning
        self.plain = frozenset(plain) - self.lists.keys()

    def put_on(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """The frame with its coded columns as categoricals; a code without a known meaning is its own label."""
        for name in map(str, frame.columns):
            listed = self.lists.get(name, "")
            if name in self.plain or listed in OF_WORDS:
                frame[name] = frame[name].astype("category")
            elif listed and listed not in OF_SEVERAL:
                frame[name] = with_meanings(frame[name], self.meanings[listed])
        return frame


def with_meanings(codes: "pd.Series", meanings: Mapping[str, str]) -> "pd.Series":
    """A column of codes as a categorical of meanings; codes of one meaning come to one category."""
    found = codes.astype("category")
    told = [meanings.get(str(code), str(code)) for code in found.cat.categories]
    if len(set(told)) == len(told):
        return found.cat.rename_categories(told)
    each = dict(zip(found.cat.categories, told, strict=True))
    return found.map(each).astype("category")
