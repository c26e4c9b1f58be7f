"""
The chapter on assurance: what three standards for linked data ask, answered from this run.

Sources: NHS England, Quality Assurance Framework for Data Linkage (QAFDL); GUILD, Gilbert and others 2018; the RECORD
statement, items 1.3, 6.3, 12.3 and 13.1. Ratings are rules of this program and no judgement of NHS England.
"""

from collections.abc import Iterator

from linkage.report.advice import above_target
from linkage.report.chapters.chapter import Chapter, Words
from linkage.report.chapters.clerical_review import review_rating
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.standards import guild_items, record_items
from linkage.report.table import ShownColumn, ShownTable
from linkage.words.number_words import number_of

GREEN, AMBER, RED, NOT_SHOWN = "green", "amber", "red", "not shown"

WITHHELD = "the numbers it rests on are not part of the shareable report (disclosure control)"
DIFFERENCE = "standardised_difference"

Card = tuple[str, str, str]
"""Its name, its rating, and what that rests on."""

Rated = tuple[str, str, str, str]
"""Dimension, and the card."""


def assurance_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Three tables."""
    rated = tuple(cards(figures, facts))
    counted = {rating: sum(card[2] == rating for card in rated) for rating in (GREEN, AMBER, RED, NOT_SHOWN)}
    ratings = ", ".join(f"{number} {rating}" for rating, number in counted.items() if number)
    qafdl = ShownTable(
        "qafdl",
        "Quality Assurance Framework for Data Linkage",
        tuple(map(ShownColumn, ("Dimension", "Card", "Rating", "What it rests on"))),
        rated,
        reading=f"Rated by rule: {ratings}.",
    )
    guild = ShownTable(
        "guild",
        "GUILD: what those who use linked data should be told",
        tuple(map(ShownColumn, ("Step", "Item", "In this release"))),
        tuple(guild_items(facts)),
    )
    record = ShownTable(
        "record",
        "RECORD: items on linkage",
        tuple(map(ShownColumn, ("Item", "Asks for", "In this release"))),
        tuple(record_items(facts)),
    )
    note = Words(
        "Ratings follow fixed rules and are no judgement of the framework's authors. The whole list of GUILD items "
        "was not at hand; those here are its four steps with what guidance published beside it asks for."
    )
    return Chapter("assurance", "Assurance", (qafdl, guild, record, note))


def cards(figures: Figures, facts: ReportFacts) -> Iterator[Rated]:
    """The cards of the framework that a run can answer."""
    dimensions = {
        "Preparation": preparation(facts),
        "Implementation": implementation(facts),
        "Evaluation": evaluation(figures, facts),
        "Overall": overall(facts),
    }
    for dimension, rated in dimensions.items():
        yield from ((dimension, *card) for card in rated)


def preparation(facts: ReportFacts) -> Iterator[Card]:
    """What came in."""
    absent = sum(map(len, facts.columns_absent.values()))
    yield (
        "Profiling",
        AMBER if absent else GREEN,
        f"completeness and validity of every field; {absent} known columns were not supplied",
    )
    yield "Opt-outs", GREEN if facts.has_opt_outs else AMBER, opt_outs_in_words(facts)


def implementation(facts: ReportFacts) -> Iterator[Card]:
    """How it was linked."""
    yield (
        "Techniques and parameters",
        GREEN,
        f"profile {facts.profile}, model {facts.model_id or 'none'}; both are named by digest in the manifest",
    )
    yield (
        "Version control",
        GREEN,
        f"inputs, rules, model, versions and outputs by digest; release {facts.release} cannot change",
    )


def evaluation(figures: Figures, facts: ReportFacts) -> Iterator[Card]:
    """How well it was linked; what rests on numbers that are not shared is not rated."""
    withholds = figures.is_controlled
    yield "Expected wrong links", *wrong_links(figures, facts)
    if figures.has("linkage_error", "month", figures.period, "holdout_recall"):
        yield "Precision and recall", AMBER, "estimated from a hold-out, not measured against a truth"
    elif withholds and facts.has_p:
        yield "Precision and recall", NOT_SHOWN, WITHHELD
    else:
        yield "Precision and recall", AMBER, "no hold-out in this month"
    if withholds and not any(row.measure == DIFFERENCE for row in figures.of("linkage_error")):
        yield "Bias", NOT_SHOWN, WITHHELD
    else:
        yield (
            "Bias",
            GREEN,
            "linked against unlinked by sex, age, ethnic group, deprivation and setting",
        )
    if not facts.has_p:
        yield "Sensitivity", AMBER, "no threshold to vary"
    elif withholds and "probability" not in figures.breakdowns("linkage_error"):
        yield "Sensitivity", NOT_SHOWN, WITHHELD
    else:
        yield "Sensitivity", GREEN, "links and expected error at other thresholds"
    if withholds and facts.is_reviewed:
        yield "Clerical review", NOT_SHOWN, WITHHELD
    else:
        yield "Clerical review", *review_rating(facts.review)


def overall(facts: ReportFacts) -> Iterator[Card]:
    """Who and what stands behind the release."""
    failed = [gate for gate in facts.gates if not gate.held]
    worst = RED if any(gate.mode == "refuse" for gate in failed) else AMBER
    held = len(facts.gates) - len(failed)
    yield (
        "Gates",
        worst if failed else GREEN if facts.gates else AMBER,
        f"{len(facts.gates)} judged, {held} held" if facts.gates else "none was judged",
    )
    signed = [approval for approval in facts.approvals if approval.release == facts.release]
    yield (
        "Governance",
        GREEN if signed else AMBER,
        f"signed off {len(signed)} time(s)" if signed else "not signed off yet",
    )


def wrong_links(figures: Figures, facts: ReportFacts) -> tuple[str, str]:
    """Rating of the expected share of wrong links, and what it rests on."""
    if not facts.has_p:
        return GREEN, "not estimated"
    match above_target(figures):
        case True:
            return RED, "above what the job allows"
        case False:
            return GREEN, "within what the job allows"
        case None if figures.is_controlled:
            return NOT_SHOWN, WITHHELD
        case None:
            return AMBER, "not estimated: rank P made no link"


def opt_outs_in_words(facts: ReportFacts) -> str:
    """Whether a list of opt-outs was applied; exact reports say whom it took out of earlier months."""
    if not facts.has_opt_outs:
        return "no list of opt-outs was supplied"
    struck = [
        f"{month} ({number_of(people, 'person', 'people')}, {number_of(events, 'event')})"
        for month, people, events in facts.struck
        if people or events
    ]
    if facts.disclosure is not None or not struck:
        return "a list of opt-outs was applied"
    return f"a list of opt-outs was applied; people on it were struck from months published before: {', '.join(struck)}"
