"""What a layout is: a way in which the files of a data set are written, with all that is said of it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from linkage.layouts.named.header_names import HeaderNames, header_name
from linkage.layouts.spelt.shape import Shape

Dataset = Literal["did", "apc", "op", "ae", "ecds", "deaths", "postcode_directory", "modality", "sites"]
"""What files hold, in the order in which they are numbered; each has a raw table, `did_raw` and so on."""


Reader = Literal["text", "xml", "json"]
"""How the rows of a file are told apart: as lines of delimited text, as elements of XML, or as objects of JSON."""
SERIES_MARK = "|"
"""Between the values of a column that is several of the file; no code and no date has it."""
Replace = Literal["rows", "month"]
"""What a later imaging file replaces: rows of the same key, or its provider's whole reporting month."""


@dataclass(frozen=True)
class Tree:
    """Where the rows lie in files that are no tables; names without their namespace, letter case not counting."""

    root: str = ""
    """The element around everything; empty where any will do."""
    record: str = ""
    """The element of a record, a child of the root; empty: the one that is there most often."""
    repeated: str = ""
    """The element of which a record has one or several, each with what the record has besides a row."""


@dataclass(frozen=True)
class InputColumn:
    """A column of the raw table as the files of a layout have it."""

    ours: str
    theirs: str
    """Its name in the layout, which messages and the manifest call it by."""
    key: bool = False
    """Whether a row without it is set aside. It comes first where a message lists what a file lacks."""
    required: bool = False
    """Whether a file without it cannot be used."""
    links: bool = False
    """Whether records are linked by it: required too, unless the job declares under `absent` that there is none."""
    beside: bool = False
    """Whether only a file with a header can have it, and none has to."""
    shape: Shape | None = None
    """That of its values: if fewer than half have it, the columns are not what the job says."""
    aliases: tuple[str, ...] = ()
    """Other names under which a header may carry it."""
    clock_of: str = ""
    """Our name of a timestamp whose time of day it is: it is read from that field, and has no name of its own."""
    timed: bool = False
    """Of a day: whether it is when something happened, so that a moment with a zone gives its day in London."""
    either: tuple[str, ...] = ()
    """Names of which a file may have several: the first of them that it has is the column."""
    series: tuple[tuple[str, ...], ...] = ()
    """
    Of a column that is several of the file, such as DIAG_02 to DIAG_20: the names of each in their order. They are
    read as one text with the values one after another, `SERIES_MARK` between them, blanks at the end left out.
    """
    fills: bool = False
    """Whether the others of them that a file has are read in a row where that one is blank."""
    without: str = ""
    """What a release lacks where no file has it, as a message says it; empty where nothing is told."""
    or_else: tuple[str, ...] = ()
    """Our names of columns that stand in for it: with one of them nothing is lost."""
    not_it: tuple[str, ...] = ()
    """Names of what looks like it and is something else: never read for it unless the job maps them."""


@dataclass(frozen=True)
class Layout:
    """
    One layout. A module of this folder that has one, as LAYOUT, makes it one of the program.

    Its columns and those that it cannot carry are together the columns of the raw table. Files may be plain text,
    compressed with gzip, or Parquet, whose columns are found by their names.
    """

    name: str
    dataset: Dataset
    meaning: str
    """Whose files are written so."""
    columns: tuple[InputColumn, ...]
    """In the order of the fields of a file without a header, those that are `beside` left out."""
    is_usual: bool = False
    """Whether files of its data set are so written unless the job says otherwise: one layout of each is."""
    delimiter: str = ","
    """Between fields, unless the job says otherwise."""
    header_names: int = 0
    """
    Of a layout whose files may lack a header: line 1 is one when it has at least so many names that we know. 0 when
    a file has a header, or has its columns in an order that the job tells.
    """
    dates: tuple[str, ...] = ()
    """
    How imaging files spell dates besides YYYY-MM-DD, such as DD/MM/YYYY. All spellings are read in all layouts; this
    one tells the order of day and month where no date of a file does (steps/inputs/values).
    """
    reader: Reader = "text"
    tree: Tree = Tree()
    """
    Of a layout read as XML. With `repeated`, columns are called by their paths in a record, `Group/Element` for the
    text and `Group/Element@attribute` for an attribute; without, by the names of elements wherever they stand in it.
    """
    replace: Replace = "rows"
    """What a later imaging file replaces, unless the job says otherwise."""
    timestamps: tuple[str, ...] = ()
    """Our names of dates that files write as ISO 8601 timestamps with an offset (layouts/spelt/timestamp)."""
    one_imaging_code: bool = False
    """Whether a row with an imaging code of both kinds is set aside."""
    order: tuple[str, ...] = ()
    """Of a layout whose files have no header at all: the names of their fields, also of those that we do not know."""
    is_part: bool = False
    """Whether its files hold a part of what the data set is: what they cannot carry is in files of another layout."""
    cannot_carry: tuple[str, ...] = ()
    """Our names of columns that no such file has: null in every row, and told as absent."""
    issued_without: tuple[str, ...] = ()
    """Our names of columns to link by that such files as issued do not have, though somebody may have added them."""

    @property
    def is_nested(self) -> bool:
        """Whether its files are records of XML or JSON, and not rows of fields."""
        return self.reader != "text"

    @cached_property
    def known_names(self) -> HeaderNames:
        """Every name that a header may use -> our name of the column, whatever a job adds."""
        return HeaderNames(
            {
                header_name(name): one.ours
                for one in self.columns
                for name in (one.theirs, *one.aliases, *one.either, *chain.from_iterable(one.series))
            }
        )

    def named(self, *, required: bool = False, links: bool = False) -> tuple[str, ...]:
        """Our names of the columns that are required, or linked by; keys first."""
        asked = [one for one in self.columns if (required and one.required) or (links and one.links)]
        return tuple(one.ours for one in sorted(asked, key=lambda one: not one.key))
