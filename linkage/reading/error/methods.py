"""What to write of the linkage in a paper: the items of RECORD and GUILD, with the figures of the release."""

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.error.bagged import probability_sql
from linkage.reading.error.recalls import MONTH, WORDS, Recalls
from linkage.release.record.manifest import Manifest
from linkage.words.estimate import WITH_NUMBER, WITHOUT_NUMBER
from linkage.words.interval import wilson

if TYPE_CHECKING:
    from linkage.reading.error.asking import AdjustedQuestions

WIDE = 100
LEAVING = "Counts are exact: whoever takes them out of the secure area rounds or hides small ones."
SOURCES = """Imaging events of the Diagnostic Imaging Dataset of {span} were linked at the level of the person to
Hospital Episode Statistics ({cut_off}). Say in title or abstract that the data were linked. Release {release} of job
{job}, made on {day} by version {version} of the program."""
FLOW = """Of {events:,} events {linked:,} ({share}) were linked, to {people:,} people; {review:,} had a possible person
and were not linked, and {none:,} had none. {left}"""
LEFT = """Before that {other:,} rows were of other months, {superseded:,} superseded and {opted_out:,} of people who had
opted out; the release's flow chart has every step."""
LINKAGE = """Identifiers were NHS number, birth date, sex and postcode. Profile {profile}: {meaning} The steps in order
were {ranks}; where two people were left at the best one nobody was linked. {model}"""
WRONG = "By the calibrated probability of each link {wrong:.1f} of {linked:,} links ({share}) are expected to be wrong."
FOUND = """Of events whose person is in HES the share linked to that person, over all steps, was estimated at {found};
for those without an NHS number by linking events with one again with the number hidden."""
NOT_FOUND = "How many people are missed is not estimated: the months have no hold-out."
ANALYSIS = """Say which answers are of the links as they stand. Of those adjusted: rates are of events whose person is
in HES; each link counted as far as it is expected to be right and stood for one over the recall of its month, number,
source setting and group; wrong links were taken to show what less probable people show; intervals are the 2.5th and
97.5th percentile of a bootstrap by person, recall and wrong links drawn anew each time."""


def methods_text(release: "AdjustedQuestions", months: Sequence[str] | None) -> str:
    """The paragraphs, each with the items that it answers; ConfigError for a month that the release lacks."""
    held = release.months
    asked = held if months is None else tuple(months)
    if not asked or any(month not in held for month in asked):
        raise ConfigError(f"months: this release has {', '.join(held)}")
    parts = (
        *data_and_selection(release, asked),
        *linkage(release.manifest),
        *error(release, asked),
        ("Before it leaves", LEAVING),
    )
    return "\n\n".join(fill(f"{head}. {text}", WIDE) for head, text in parts)


def data_and_selection(release: "AdjustedQuestions", months: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What was linked, and who is in it."""
    manifest = release.manifest
    until = manifest.method.hospital_until if manifest.method else None
    yield (
        "Data sources (RECORD 1.3, GUILD: data provision)",
        SOURCES.format(
            span=months[0] if len(months) == 1 else f"{months[0]} to {months[-1]} ({len(months)} months)",
            cut_off=f"hospital activity to {until}" if until else "cut-off not told",
            release=manifest.release,
            job=manifest.job_name,
            day=manifest.finished.date().isoformat(),
            version=manifest.versions.get("linkage", "unknown"),
        ),
    )
    events, linked, review, people = release.sql(
        "select count(*), count(*) filter (status = 'linked'), count(*) filter (status = 'review'),"
        f" count(distinct person_id) from events where test_month in ({listed(months)})"
    ).fetchall()[0]
    yield (
        "Selection and flow (RECORD 6.3, 13.1)",
        FLOW.format(
            events=events,
            linked=linked,
            share=percent(linked, events),
            people=people,
            review=review,
            none=events - linked - review,
            left=left_words(manifest, months),
        ),
    )


def left_words(manifest: Manifest, months: Sequence[str]) -> str:
    """What was left out before, which the manifest tells of its own month."""
    counts = manifest.counts
    if list(months) != [manifest.month]:
        return "The reports of the months have a flow chart each."
    return LEFT.format(other=counts.other_month, superseded=counts.superseded, opted_out=counts.opted_out)


def linkage(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """How it was linked."""
    method = manifest.method
    if method is None:
        yield "Linkage (RECORD 12.3)", "The release is of an earlier version, which does not tell its method."
        return
    yield (
        "Linkage (RECORD 12.3, GUILD: data linkage)",
        LINKAGE.format(
            profile=method.profile,
            meaning=method.meaning,
            ranks=", ".join(rank.rank for rank in method.ranks),
            model=f"Model {manifest.model_id}." if manifest.model_id else "",
        ),
    )


def error(release: "AdjustedQuestions", months: Sequence[str]) -> Iterator[tuple[str, str]]:
    """How many links are thought wrong, how many people missed."""
    head = "Linkage error (RECORD 12.3, GUILD: data linkage)"
    try:
        recalls = release.recalls(months)
    except ConfigError as problem:
        yield head, f"False and missed links are not estimated: {problem}."
        return
    wrong, linked = release.sql(
        f"select coalesce(sum(1 - {probability_sql()}), 0), count(*) from links"
        f" where status = 'linked' and test_month in ({listed(months)})"
    ).fetchall()[0]
    several = len(months) > 1
    found = "; ".join(told for month in months if (told := recall_words(recalls, month, named=several)))
    missed = FOUND.format(found=found) if found else NOT_FOUND
    yield head, f"{WRONG.format(wrong=wrong, linked=linked, share=percent(wrong, linked))} {missed}"
    yield "Analysis (GUILD: analysis)", ANALYSIS


def listed(months: Sequence[str]) -> str:
    """Months as a list in SQL."""
    return ", ".join(map(literal, months))


def recall_words(recalls: Recalls, month: str, *, named: bool) -> str:
    """The recall of a month, of events with and without a number."""
    told = []
    for kind in (WITH_NUMBER, WITHOUT_NUMBER):
        share = recalls.shares.get((month, kind, MONTH, month))
        if share:
            low, high = wilson(share.value, share.trials)
            told.append(
                f"{100 * share.value:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%) of {WORDS[kind == WITHOUT_NUMBER]}"
            )
    return (f"{month}: " if named and told else "") + " and ".join(told)


def percent(part: float, whole: float) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.2f}%" if whole else "none"
