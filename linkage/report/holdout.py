"""The hold-out of rank P as the chapter on wrong and missed links tells it, and the checks beside it."""

from linkage.report.chapter import Block, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, ratio, value
from linkage.report.table import Cell, Column, Kind, Mark, Table

TABLE = "linkage_error"
BREAKDOWNS = {
    "month": "all events",
    "fields": "fields that the event bears",
    "age_band": "age band",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile",
    "sex": "sex",
    "source_setting": "source setting",
}
WHOLE = "birth_date+sex+postcode"
ENDS = ("", "_low", "_high")
Range = tuple[Cell, Cell, Cell]
"""An estimate and both ends of its interval."""


def holdout_blocks(figures: Figures, facts: ReportFacts) -> list[Block]:
    """Words, a table for each breakdown that is shown, and the checks."""
    tables = [
        table for name, title in BREAKDOWNS.items() if (table := holdout_table(figures, name, title)).rows
    ]
    if not tables:
        withheld = facts.has_p and figures.is_controlled
        return (
            [Words("The hold-out is not part of the shareable report (disclosure control).")]
            if withheld
            else []
        )
    return [
        Words(
            "The hold-out: events whose person the NHS number proves are linked once more with the number hidden, "
            "and weighted to the events that have none by the fields they bear, age and setting. Recall is the "
            "share of people in HES whom rank P then finds; wrong links include those that would be made if the "
            "person were not in HES at all. Every such event counts, also where the birth date conflicts or there is "
            "nothing to compare. It is optimistic if errors cluster in the records that lack a number."
        ),
        Words(
            "Some of these numbers are somebody else's, and some records bear the data of somebody at the address; "
            "one by one they cannot be told apart. So each estimate is a range: from taking every number for right, "
            "when an event like somebody else in full is a wrong link, to leaving out whatever may be a wrong number, "
            "each end with the end of its 95% interval. Intervals count people, not events."
        ),
        *tables,
        *check_blocks(figures),
    ]


def holdout_table(figures: Figures, breakdown: str, title: str) -> Table:
    """Group, held-out events, recall and share of wrong links with their ranges; groups of which a share is shown."""

    def row(category: str) -> tuple[Cell, ...]:
        shown = (
            cell
            for name in ("recall", "false_link_share")
            for cell in held(figures, breakdown, category, name)
        )
        return (category, count(figures.cell(TABLE, breakdown, category, "holdout_events")), *shown)

    known = [
        category
        for category in figures.categories(TABLE, breakdown)
        if figures.cell(TABLE, breakdown, category, "holdout_events").numerator
        or figures.has(TABLE, breakdown, category, "holdout_recall")
    ]
    names = ("Recall", "Recall from", "Recall to", "Wrong links", "Wrong from", "Wrong to")
    return Table(
        f"holdout_{breakdown}",
        f"Hold-out of rank P, {title}",
        (
            Column("Group"),
            Column("Events held out", Kind.COUNT),
            *(Column(name, Kind.SHARE) for name in names),
        ),
        tuple(map(row, known)),
    )


def check_blocks(figures: Figures) -> list[Block]:
    """The estimates that do not take events with a number for like the others, where there are any."""
    month = figures.period
    made_up, again = (checked(figures, name) for name in ("synthetic_false_link_share", "recapture_recall"))
    wrong, whole = (
        held(figures, "month", month, "false_link_share"),
        held(figures, "fields", WHOLE, "recall"),
    )
    if not (is_told(made_up) or is_told(again)):
        return []
    expected = share_of(value(figures.cell("rank_p", "month", month, "expected_false_link_share")))
    rows = (
        ("Recall, events that bear all three fields: hold-out", *whole),
        ("The same by capture and recapture", *again),
        ("Wrong links: hold-out", *wrong),
        ("Wrong links expected by the posteriors, all links of rank P", expected, "", ""),
        ("Wrong links by coincidence: made-up records", *made_up),
    )
    table = Table(
        "holdout_checks",
        "Beside the hold-out",
        (Column("Estimate"), *(Column(name, Kind.SHARE) for name in ("Share", "from", "to"))),
        rows,
        note=(
            "Made-up records put the values of events without a number together anew, so that they belong to nobody; "
            "of the events whose person is not in HES as many are taken to be linked. Twins and copied records are not "
            "among them. Capture and recapture compares the people found by birth date and sex with those found at "
            "the postcode; it is too high where errors come together, and takes copied records for right."
        ),
    )
    said = []
    if is_told(whole) and is_told(again):
        said.append(recall_words(whole, again))
    if is_told(wrong) and is_told(made_up):
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
                "without a number are then not like those with one, or errors come together; trust the lower."
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


def ends(told: Range) -> tuple[float, float, float]:
    """The three numbers; one too small to be written is none."""
    estimate, low, high = (cell if isinstance(cell, float) else 0.0 for cell in told)
    return estimate, low, high


def is_told(told: Range) -> bool:
    """Whether the estimate is there and shown."""
    return isinstance(told[0], float) or told[0] is Mark.LOW


def held(figures: Figures, breakdown: str, category: str, name: str) -> Range:
    """An estimate of the hold-out."""
    found = (figures.cell(TABLE, breakdown, category, f"holdout_{name}{end}") for end in ENDS)
    estimate, low, high = map(share_of, map(value, found))
    return estimate, low, high


def checked(figures: Figures, name: str) -> Range:
    """An estimate of a check."""
    found = (figures.cell("rank_p", "month", figures.period, f"{name}{end}") for end in ENDS)
    estimate, low, high = map(share_of, map(value, found))
    return estimate, low, high


def share_of(cell: Cell) -> Cell:
    """A share that is not shown as none unless it is none."""
    return ratio(cell) if isinstance(cell, float) else cell
