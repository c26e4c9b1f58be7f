"""What the delivery changed of months that were published before, for the first screen; internal."""

from linkage.report.chapters.chapter import Words
from linkage.report.facts import Delivered, MonthDelivered, ReportFacts
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.words.number_words import number_of

TITLE = "Published months against this delivery"
CONTEXT_NOTE = (
    'A month that is "made again" was linked again with the numbers it was published with: how many people hospitals '
    "knew, how likely strangers agree, how sure a link had to be. So it differs only where its own events, or records "
    "of people they may be of, do."
)
"""What is meant by the context of a month."""
TAKEN_OUT_NOTE = (
    "Taken out: events of people who opted out, that moved to another month or were withdrawn. Held back: events that "
    "are in no file any more, so many of one file that it may be half a delivery; they stay."
)
COLUMNS = (
    ShownColumn("Month"),
    ShownColumn("What the run did"),
    ShownColumn("Why"),
    ShownColumn("Links gained", Kind.COUNT),
    ShownColumn("Links lost", Kind.COUNT),
    ShownColumn("Links to another person", Kind.COUNT),
    ShownColumn("Events taken out", Kind.COUNT),
    ShownColumn("People taken out", Kind.COUNT),
    ShownColumn("Events held back", Kind.COUNT),
)


def delivered_block(facts: ReportFacts) -> ShownTable | Words | None:
    """A table with a row a month that is not as it was, or that there is none; None of a first release, and outside."""
    if facts.delivered is None or facts.disclosure is not None:
        return None
    if not facts.delivered.months:
        told = (brought_words(facts.delivered), left_words(facts.delivered))
        nothing = "Nothing in the months that were published before."
        return Words(" ".join(filter(None, (nothing, *told))))
    notes = (brought_words(facts.delivered), CONTEXT_NOTE, TAKEN_OUT_NOTE, left_words(facts.delivered))
    return ShownTable(
        "delivery",
        TITLE,
        COLUMNS,
        tuple(map(row_of, facts.delivered.months)),
        reading=reading_of(facts.delivered),
        note=" ".join(filter(None, notes)),
    )


def delivered_tables(facts: ReportFacts) -> list[ShownTable]:
    """The same for the workbook."""
    block = delivered_block(facts)
    return [block] if isinstance(block, ShownTable) else []


def row_of(one: MonthDelivered) -> tuple[ShownCell, ...]:
    """A month; one that was not linked again has no links to count."""
    links = [
        Mark.NOT_APPLICABLE if count is None else count for count in (one.gained, one.lost, one.other_person)
    ]
    return (one.month, one.done, one.why, *links, one.events_out, one.people_out, one.held_back)


def reading_of(found: Delivered) -> str:
    """How many months were linked again, and how many are affected and were left."""
    again = sum(one.gained is not None for one in found.months)
    left = sum(one.is_left for one in found.months)
    words = [f"{number_of(again, 'month')} linked again"] if again else []
    words += (
        [f"{number_of(left, 'month')} affected and left as {'they are' if left > 1 else 'it is'}"]
        if left
        else []
    )
    if left:
        words.append("`linkage run` with --changed makes such months again")
    return f"{'; '.join(words)}." if words else ""


def brought_words(found: Delivered) -> str:
    """What the delivery brought besides events, in a sentence."""
    return f"{found.brought}." if found.brought else ""


def left_words(found: Delivered) -> str:
    """Months of which nothing can be told, and events that no file has any more."""
    words = []
    if found.not_known:
        words.append(
            f"Not known of {', '.join(found.not_known)}: an earlier version kept nothing to tell by, so they stay as "
            "they are."
        )
    if found.not_supplied:
        months = ", ".join(f"{month} ({events:,})" for month, events in found.not_supplied)
        words.append(
            f"Events that are in no file of this run, nor is any file with their month; they stay: {months}."
        )
    return " ".join(words)
