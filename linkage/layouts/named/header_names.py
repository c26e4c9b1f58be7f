"""Names of a header as people write them: which of a layout's columns each of them is."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

YEAR_SUFFIX = re.compile(r"^(?P<name>.+?)_(?P<first>(?:19|20)?[0-9]{2})_?(?P<last>[0-9]{2})$")
"""A name that ends in a data year: DIAG_01_1920, DIAG_01_201920, DIAG_01_2019_20."""
CENTURY = 100
KEPT = 4096
"""Names that are remembered as they were written: each is looked for in every layout there is, file after file."""


@lru_cache(KEPT)
def header_name(cell: str) -> str:
    """A name of a header so written that case, and blanks for underscores, make no difference."""
    return re.sub(r"\s+", "_", cell.strip()).upper()


@lru_cache(KEPT)
def folded(name: str) -> str:
    """
    A name without all that is no letter or digit, so that DIAG01 is DIAG_01 and NHSNumber Status NHS_NUMBER_STATUS.

    >>> folded("ImagingCode(NICIP)")
    'IMAGINGCODENICIP'
    """
    return re.sub(r"[^A-Z0-9]", "", header_name(name))


@lru_cache(KEPT)
def without_year(name: str) -> str | None:
    """
    A name without the data year at its end; None where it ends in none.

    >>> without_year("DIAG_01_1920"), without_year("EPISTART_2019_20"), without_year("DIAG_4_01")
    ('DIAG_01', 'EPISTART', None)
    """
    found = YEAR_SUFFIX.match(name)
    if found is None or (int(found["first"]) + 1) % CENTURY != int(found["last"]):
        return None
    return found["name"]


class HeaderNames(Mapping[str, str]):
    """
    Names that a header may use -> our name. A name is looked for as it stands, then folded, then without its year.

    As a mapping it has the names that are written out; a look-up finds every spelling of them.
    """

    def __init__(self, written: Mapping[str, str]) -> None:
        """`written` has names as `header_name` writes them; of two that fold to one the first is meant."""
        self.written = dict(written)
        self.by_fold: dict[str, str] = {}
        for name in written:
            self.by_fold.setdefault(folded(name), name)

    def meant(self, name: str) -> str | None:
        """The name, as it is written out, that a name of a header is a spelling of; None for one of no column."""
        if name in self.written:
            return name
        bare = without_year(name)
        return self.by_fold.get(folded(name)) or (self.by_fold.get(folded(bare)) if bare else None)

    def __getitem__(self, name: str) -> str:
        """Our name; KeyError for a name of no column."""
        meant = self.meant(name)
        if meant is None:
            raise KeyError(name)
        return self.written[meant]

    def __iter__(self) -> Iterator[str]:
        """The names that are written out."""
        return iter(self.written)

    def __len__(self) -> int:
        """How many names are written out."""
        return len(self.written)

    def beside_better(
        self, header: Sequence[str], either: Iterable[Sequence[str]], several: Collection[str] = ()
    ) -> set[str]:
        """
        Names of a header that stand beside a better one for the same column.

        Of the names of one entry of `either` the first that is there is the best; else one as it is written out.
        `several` are our names of columns that are several of the file, each with an entry of its own.
        """
        worse: set[str] = set()
        for names in either:
            found = [name for name in header if self.meant(name) in names]
            found.sort(key=lambda name: (names.index(str(self.meant(name))), name not in self.written))
            worse |= set(found[1:])
        plain = {self.written[name] for name in header if name in self.written and name not in worse}
        plain -= set(several)
        return worse | {name for name in header if name not in self.written and self.get(name) in plain}
