"""The checks beside the hold-out, and whether they agree with it."""

from linkage.report.chapters.chapter import Block, Words
from linkage.report.figures import Figures, ratio, value
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable

TABLE = "linkage_error"
WHOLE = "birth_date+sex+postcode"
"""Category of the breakdown `fields` of events that lack none."""
ENDS = ("", "_low", "_high")

HEADS = ("Recall", "Recall from", "Recall to", "Wrong links", "Wrong from", "Wrong to")
"""Columns of both estimates with their ranges."""

Range = tuple[ShownCell, ShownCell, ShownCell]
"""An estimate and both ends of its interval."""


def check_blocks(figures: Figures) -> list[Block]:
    """The estimates that do not take events with a number for like the others, where there are any."""
    month = figures.period
    made_up, again = (checked(figures, name) for name in ("synthetic_false_link_share", "recapture_recall"))
    wrong, whole = (
        held(figures, "month", month, "false_link_share"),
        held(figures, "fields", WHOLE, "recall"),
    )
    if not (is_known(made_up) or is_known(again)):
        return []
    expected = share_of(value(figures.cell("rank_p", "month", month, "expected_false_link_share")))
    rows = (
        ("Recall, events that bear all three fields: hold-out", *whole),
        ("The same by capture and recapture", *again),
        ("Wrong links: hold-out", *wrong),
        ("Wrong links expected by the posteriors, all links of rank P", expected, "", ""),
        ("Wrong links by coincidence: made-up records", *made_up),
    )
    table = ShownTable(
        "holdout_checks",
        "Beside the hold-out",
        (ShownColumn("Estimate"), *(ShownColumn(name, Kind.SHARE) for name in ("Share", "from", "to"))),
        rows,
        note=(
            "Made-up records put the values of events without a number together anew, so that they belong to nobody; "
            "of the events whose person is not in HES as many are taken to be linked. Twins and copied records are not "
            "among them. Capture and recapture compares the people found by birth date and sex with those found at "
            "the postcode; it is too high where errors come together, and takes copied records for right."
        ),
    )
    said = []
    if is_known(whole) and is_known(again):
        said.append(recall_words(whole, again))
    if is_known(wrong) and is_known(made_up):
        said.append(wrong_words(wrong, made_up))
    return [table, *map(Words, said)]


def recall_words(held_out: Range, again: Range) -> str:
    """Whether the two estimates of recall agree."""
    match apart(held_out, again):
        case 0:
            return "Hold-out and recapture agree on recall within their intervals."
        case side:
            which = "higher" if side < 0 else "lower"
            return (
                f"Hold-out and recapture disagree on recall beyond their intervals: recapture is {which}. Events "
                "without a number are then not like those with one, records are copied, or errors come together: trust "
                "the lower."
            )


def wrong_words(held_out: Range, made_up: Range) -> str:
    """Whether the wrong links of the hold-out are those of coincidence."""
    match apart(held_out, made_up):
        case 0:
            return "Hold-out and made-up records agree on wrong links within their intervals."
        case -1:
            return (
                "Hold-out and made-up records disagree on wrong links beyond their intervals: coincidence alone makes "
                "more than the hold-out has. Trust the higher."
            )
        case _:
            return (
                "Hold-out and made-up records disagree on wrong links beyond their intervals: coincidence makes fewer "
                "than the hold-out has. The rest are twins, copied records and wrong numbers."
            )


def apart(one: Range, other: Range) -> int:
    """-1 where `one` ends below `other` begins, 1 where it begins above its end, 0 where the two overlap."""
    (_, low, high), (_, other_low, other_high) = ends(one), ends(other)
    return -1 if high < other_low else 1 if low > other_high else 0


def ends(shown: Range) -> tuple[float, float, float]:
    """The three numbers; one too small to be written is none."""
    estimate, low, high = (cell if isinstance(cell, float) else 0.0 for cell in shown)
    return estimate, low, high


def is_known(shown: Range) -> bool:
    """Whether the estimate is there and shown."""
    return isinstance(shown[0], float) or shown[0] is Mark.LOW


def checked(figures: Figures, name: str) -> Range:
    """An estimate of a check."""
    found = (figures.cell("rank_p", "month", figures.period, f"{name}{end}") for end in ENDS)
    estimate, low, high = map(share_of, map(value, found))
    return estimate, low, high


def held(figures: Figures, breakdown: str, category: str, name: str) -> Range:
    """An estimate of the hold-out."""
    found = (figures.cell(TABLE, breakdown, category, f"holdout_{name}{end}") for end in ENDS)
    estimate, low, high = map(share_of, map(value, found))
    return estimate, low, high


def share_of(cell: ShownCell) -> ShownCell:
    """A share that is not shown as none unless it is none."""
    return ratio(cell) if isinstance(cell, float) else cell
