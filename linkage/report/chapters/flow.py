"""The flow of a month, as a table and a drawing that reconcile: every row received is somewhere."""

from linkage.errors import IntegrityError
from linkage.report.chapters.chapter import Chapter, Drawing, Words
from linkage.report.chapters.month_set_aside import month_set_aside_table
from linkage.report.chapters.rank_table import linked_at
from linkage.report.drawings.flow_drawing import flow_svg
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable, written
from linkage.words.names import STATUSES
from linkage.words.quarantine_words import reason_words

SUMS = (
    ("rows_read", ("rows_accepted", "rows_quarantined")),
    ("rows_accepted", ("events", "other_month", "superseded", "opted_out", "key_conflict")),
    ("events", STATUSES),
)

RECEIVED, ACCEPTED, EVENTS = "Rows received", "Rows accepted", "Events of the month"
UNTOLD = "not counted"
"""Of rows before they are events: whose they are is known of events alone."""
PEOPLE_NOTE = (
    "People are distinct people of HES where a link was found, and distinct identities where none was. They do not add "
    "up: one person may have events at several ranks. Of rows that became no event nobody looks for the person."
)


def flow_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Received, accepted, in scope, linked by rank, review, unlinked. IntegrityError unless they reconcile."""
    table = flow_table(figures, facts)
    of = " of" if isinstance(step(figures, "rows_read"), Mark) else ""
    reading = (
        f"Of {rows_of(figures, 'rows_read')}{of} rows received, {rows_of(figures, 'events')} were events of "
        f"{figures.period}, and {rows_of(figures, 'linked')} of these were linked{linked_people_words(figures)}."
    )
    blocks: list[Words | Drawing | ShownTable] = [
        Drawing(flow_svg(figures, facts.ranks, reading), reading, table)
    ]
    if words := conflict_words(figures):
        blocks.append(Words(words))
    if (set_aside := month_set_aside_table(figures)).rows and facts.disclosure is None:
        blocks.append(set_aside)
    if facts.other_months and facts.disclosure is None:
        held = ", ".join(f"{month} ({rows:,})" for month, rows in facts.other_months.items())
        blocks.append(Words(f"Rows of other months, not published by this run: {held}."))
    return Chapter("flow", "From rows received to events linked", tuple(blocks))


def conflict_words(figures: Figures) -> str:
    """That rows of a key of several people are in no rate; nothing when there are none, or nobody counted them."""
    rows = step(figures, "key_conflict")
    if not figures.has("flow", "step", "key_conflict", "rows") or rows == 0:
        return ""
    if not isinstance(rows, int):
        return "How many rows were set aside as key conflicts is not shown; such rows are in no rate of this report."
    return (
        f"Key conflicts: {written(rows, Kind.COUNT)} row(s) bear a site and accession number that rows of other people "
        "bear too. They were set aside and are in no rate of this report."
    )


def linked_people_words(figures: Figures) -> str:
    """To how many people, if that is shown."""
    people = people_of(figures, "matched")
    return f", to {written(people, Kind.COUNT)} people" if isinstance(people, int) else ""


def rows_of(figures: Figures, name: str) -> str:
    """One step of the flow in words."""
    cell = step(figures, name)
    return "a hidden number" if isinstance(cell, Mark) else written(cell, Kind.COUNT)


def step(figures: Figures, name: str) -> ShownCell:
    """Rows of one step of the flow."""
    return count(figures.cell("flow", "step", name, "rows"))


def flow_table(figures: Figures, facts: ReportFacts) -> ShownTable:
    """Step, rows, people; parts of a step are below it and say so. IntegrityError unless the rows reconcile."""
    check(figures, facts)
    return ShownTable(
        "flow",
        "Where every row of the DID files went",
        (
            ShownColumn("What"),
            ShownColumn("Part of"),
            ShownColumn("Rows", Kind.COUNT),
            ShownColumn("People", Kind.COUNT),
        ),
        (*received_rows(figures), *event_rows(figures, facts)),
        note=PEOPLE_NOTE,
    )


def received_rows(figures: Figures) -> list[tuple[ShownCell, ...]]:
    """What became of rows that are no event, and why."""
    reasons = [
        (
            f"set aside: {reason_words(category.partition('.')[2])}",
            RECEIVED,
            count(figures.cell("data_quality", "quarantine_reason", category, "records")),
            UNTOLD,
        )
        for category in figures.categories("data_quality", "quarantine_reason")
        if category.startswith("did.")
    ]
    beside = (
        ("of other months", "other_month"),
        ("superseded by a later row", "superseded"),
        ("opted out", "opted_out"),
        ("a key of several people (key conflict)", "key_conflict"),
    )
    return [
        (RECEIVED, "", step(figures, "rows_read"), UNTOLD),
        *reasons,
        (ACCEPTED, "", step(figures, "rows_accepted"), UNTOLD),
        *((shown, ACCEPTED, step(figures, name), UNTOLD) for shown, name in beside),
    ]


def event_rows(figures: Figures, facts: ReportFacts) -> list[tuple[ShownCell, ...]]:
    """The events and what was found for them, with the people behind."""
    ranks = [
        (
            linked_at(rank.rank),
            EVENTS,
            *(
                count(figures.cell("match_rank", "rank", rank.rank, measure))
                for measure in ("records", "people")
            ),
        )
        for rank in facts.ranks
    ]
    return [
        (EVENTS, "", step(figures, "events"), people_of(figures, "supplied")),
        *ranks,
        *(
            (shown, EVENTS, step(figures, name), people_of(figures, name))
            for name, shown in (("review", "for review"), ("unlinked", "unlinked"))
        ),
    ]


def people_of(figures: Figures, total: str) -> ShownCell:
    """Distinct people of one of the totals of the rank table."""
    return count(figures.cell("match_rank", "total", total, "people"))


def check(figures: Figures, facts: ReportFacts) -> None:
    """IntegrityError unless exact numbers reconcile; shared ones are rounded each by itself, or stand from before."""
    if facts.disclosure is not None:
        return

    def rows(name: str) -> int:
        return figures.cell("flow", "step", name, "rows").numerator or 0

    sums = {name: rows(name) - sum(map(rows, parts)) for name, parts in SUMS}
    sums["linked"] = rows("linked") - sum(
        figures.cell("match_rank", "rank", rank.rank, "records").numerator or 0 for rank in facts.ranks
    )
    sums["rows_quarantined"] = rows("rows_quarantined") - sum(
        figures.cell("data_quality", "quarantine_reason", category, "records").numerator or 0
        for category in figures.categories("data_quality", "quarantine_reason")
        if category.startswith("did.")
    )
    wrong = [name for name, difference in sums.items() if difference]
    if wrong:
        raise IntegrityError(
            f"the report's flow does not reconcile at {', '.join(wrong)}; nothing was published. "
            "This is a fault in the program: please report it with this line"
        )
