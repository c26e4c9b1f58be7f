"""What a reviewer is shown of one event, as a page and a workbook have it: rows of cells, one column a person."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from linkage.review.letters import SAME, Segment, marked
from linkage.words.label import visible

Line = tuple[Segment, ...]
Cell = tuple[Line, ...]
"""Lines of a cell; none where nothing is known."""


@dataclass(frozen=True)
class ShownRow:
    """One thing said of the event and of each person shown, in their order."""

    name: str
    event: Cell
    people: tuple[Cell, ...]
    is_used: bool = False
    """Whether the program compares it; all else is evidence that it did not use."""


@dataclass(frozen=True)
class ShownEvent:
    """One event with the people it may be of; whom the program chose is not in it."""

    event_id: str
    about: tuple[tuple[str, str], ...]
    rows: tuple[ShownRow, ...]
    people: int


@dataclass(frozen=True)
class ShownSample:
    """All that a page shows."""

    sample: str
    release: str
    month: str
    round: str
    """first, or third: a page of those events alone that two reviewers differ in."""
    events: tuple[ShownEvent, ...]


def plain(text: str | None) -> Cell:
    """A cell of one unmarked line."""
    return (((SAME, visible(text)),),) if text else ()


def lines(texts: Sequence[str]) -> Cell:
    """A cell of several unmarked lines."""
    return tuple(((SAME, visible(text)),) for text in texts)


def beside(event: str | None, held: Sequence[str | None]) -> Cell:
    """A cell of spellings, each marked against that of the event."""
    return tuple(marked(event, visible(text)) for text in dict.fromkeys(held) if text)


def as_data(sample: ShownSample) -> dict[str, Any]:
    """As JSON has it."""
    return asdict(sample)


def shown_sample(data: Mapping[str, Any]) -> ShownSample:
    """The same from JSON; KeyError or TypeError where it is none."""
    return ShownSample(
        sample=data["sample"],
        release=data["release"],
        month=data["month"],
        round=data["round"],
        events=tuple(
            ShownEvent(
                event["event_id"],
                tuple((name, value) for name, value in event["about"]),
                tuple(
                    ShownRow(
                        row["name"],
                        cell(row["event"]),
                        tuple(cell(one) for one in row["people"]),
                        row["is_used"],
                    )
                    for row in event["rows"]
                ),
                event["people"],
            )
            for event in data["events"]
        ),
    )


def cell(data: Sequence[Sequence[Sequence[str]]]) -> Cell:
    """One cell from JSON."""
    return tuple(tuple((kind, text) for kind, text in line) for line in data)


def text_of(shown: Cell) -> str:
    """A cell as plain text, a line each; what the event alone has in round brackets with a minus."""
    return "\n".join(
        "".join(f"(-{text})" if kind == "lacks" else text for kind, text in line) for line in shown
    )
