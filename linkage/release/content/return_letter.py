"""The letter that goes with rows sent back: counts by reason and by file, and what to do. It shows no row."""

from dataclasses import dataclass

from linkage.words.label import label
from linkage.words.number_words import number_of
from linkage.words.quarantine_words import advice_for, reason_words

WIDTH = 9
"""Of a column of counts."""


@dataclass(frozen=True)
class ReasonCount:
    """Rows of one reason: all, those with a test date in the month, and those without a test date to be read."""

    reason: str
    rows: int
    of_month: int
    of_no_month: int


@dataclass(frozen=True)
class FileCount:
    """Rows of one file; `others_of` is the provider of all its other rows, where that may help to find whose it is."""

    path: str
    rows: int
    others_of: str | None = None


@dataclass(frozen=True)
class Letter:
    """What one recipient is told."""

    group: str
    """The name of the file without its ending: provider_RXA, no_provider or data_set_apc."""
    release: str
    month: str
    reasons: tuple[ReasonCount, ...]
    files: tuple[FileCount, ...]
    most_rows: int
    """Rows that the file holds at most."""

    @property
    def rows(self) -> int:
        """How many there are, in the file or not."""
        return sum(counted.rows for counted in self.reasons)

    @property
    def is_of_imaging(self) -> bool:
        """Whether the rows have a test date, and so a month."""
        return not self.group.startswith("data_set_")

    @property
    def title(self) -> str:
        """Whose rows they are."""
        kind, _, name = self.group.rpartition("_")
        match kind:
            case "provider":
                return f"Imaging rows of provider {label(name)} that could not be used"
            case "no":
                return "Imaging rows that could not be used and do not say whose they are"
            case _:
                return f"Rows of the data set {self.group.removeprefix('data_set_')} that could not be used"


def letter_text(letter: Letter) -> str:
    """The letter, lines of text."""
    blocks = (
        (letter.title, "=" * len(letter.title), f"Linkage of {letter.month}, release {letter.release}."),
        summary_lines(letter),
        ("By reason", *(line for counted in letter.reasons for line in reason_lines(letter, counted))),
        ("By file", *(file_line(counted) for counted in letter.files)),
        (
            f"{letter.group}.csv holds the rows themselves: personal data. Send it to whoever sent the rows and to",
            "nobody else, in the way agreed for such data. This letter holds counts alone. Send corrected rows with",
            "the next delivery: a row in a later file takes the place of an earlier one.",
        ),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def summary_lines(letter: Letter) -> tuple[str, ...]:
    """How many rows, and that they count nowhere."""
    first = f"{number_of(letter.rows, 'row')} of {number_of(len(letter.files), 'file')} set aside; no rate counts them."
    held = (
        (f"The first {letter.most_rows:,} of them are in {letter.group}.csv.",)
        if letter.rows > letter.most_rows
        else ()
    )
    blank = "Where the file shows no text of a row, it is not UTF-8 or may not be passed on."
    return (first, *held, blank)


def reason_lines(letter: Letter, counted: ReasonCount) -> tuple[str, str]:
    """A reason with its count, and what to do about it."""
    told = f"{counted.rows:>{WIDTH},}  {reason_words(counted.reason)} ({counted.reason})"
    if letter.is_of_imaging:
        others = counted.rows - counted.of_month - counted.of_no_month
        parts = (
            (counted.of_month, f"of {letter.month}"),
            (counted.of_no_month, "of no known month"),
            (others, "of other months"),
        )
        told += ": " + ", ".join(f"{rows:,} {words}" for rows, words in parts if rows)
    return told, f"{'':>{WIDTH}}  {advice_for(counted.reason)}"


def file_line(counted: FileCount) -> str:
    """A file with its count."""
    whose = f"; all its other rows are of provider {label(counted.others_of)}" if counted.others_of else ""
    return f"{counted.rows:>{WIDTH},}  {counted.path}{whose}"
