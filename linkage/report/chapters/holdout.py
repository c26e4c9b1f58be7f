"""The hold-out of rank P as the chapter on wrong and missed links shows it."""

from linkage.report.chapters.chapter import Block, Words
from linkage.report.chapters.holdout_check import HEADS, TABLE, check_blocks, held
from linkage.report.chapters.holdout_models import model_blocks
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count
from linkage.report.screen.group_words import with_meaning
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable

BREAKDOWNS = {
    "month": "all events",
    "fields": "fields that the event bears",
    "age_band": "age band",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile",
    "sex": "sex",
    "source_setting": "source setting",
}


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
            + doubt_words(figures)
        ),
        *tables,
        *model_blocks(figures),
        *check_blocks(figures),
    ]


def doubt_words(figures: Figures) -> str:
    """How many of the numbers are in doubt, where that is shown."""
    wrong, alike = (
        figures.cell(TABLE, "month", figures.period, f"holdout_{name}_share").value
        for name in ("wrong_number", "like_another")
    )
    if wrong is None or alike is None:
        return ""
    return (
        f" About {100 * wrong:.2f}% of the numbers are expected to be somebody else's; {100 * alike:.2f}% of the "
        "events are like somebody else in full and not like the person of their number."
    )


def holdout_table(figures: Figures, breakdown: str, title: str) -> ShownTable:
    """Group, held-out events, recall and share of wrong links with their ranges; groups of which a share is shown."""

    def row(category: str) -> tuple[ShownCell, ...]:
        shown = (
            cell
            for name in ("recall", "false_link_share")
            for cell in held(figures, breakdown, category, name)
        )
        return (
            with_meaning(breakdown, category),
            count(figures.cell(TABLE, breakdown, category, "holdout_events")),
            *shown,
        )

    known = [
        category
        for category in figures.categories(TABLE, breakdown)
        if figures.cell(TABLE, breakdown, category, "holdout_events").numerator
        or figures.has(TABLE, breakdown, category, "holdout_recall")
    ]
    return ShownTable(
        f"holdout_{breakdown}",
        f"Hold-out of rank P, {title}",
        (
            ShownColumn("Group"),
            ShownColumn("Events held out", Kind.COUNT),
            *(ShownColumn(name, Kind.SHARE) for name in HEADS),
        ),
        tuple(map(row, known)),
    )
