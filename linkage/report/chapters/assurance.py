"""
The chapter on assurance: what three standards for linked data ask, answered from this run.

Sources: NHS England, Quality Assurance Framework for Data Linkage (QAFDL); GUILD, Gilbert and others 2018; the RECORD
statement, items 1.3, 6.3, 12.3 and 13.1. Ratings are rules of this program and no judgement of NHS England.
"""

from collections.abc import Iterator

from linkage.report.chapters.chapter import Chapter, Words
from linkage.report.chapters.clerical_review import review_rating
from linkage.report.facts import ReportFacts, is_signed_off
from linkage.report.figures import Figures
from linkage.report.screen.ratings import (
    AMBER,
    GREEN,
    NOT_RATED,
    NOT_SHOWN,
    RED,
    WITHHELD,
    bias,
    hold_out,
    profiling,
    sensitivity,
    wrong_links,
)
from linkage.report.standards import guild_items, record_items
from linkage.report.table import ShownColumn, ShownTable
from linkage.words.number_words import number_of

Card = tuple[str, str, str]
"""Its name, its rating, and what that rests on."""

Rated = tuple[str, str, str, str]
"""Dimension, and the card."""


def assurance_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Three tables."""
    rated = tuple(cards(figures, facts))
    counted = {
        rating: sum(card[2] == rating for card in rated)
        for rating in (GREEN, AMBER, RED, NOT_RATED, NOT_SHOWN)
    }
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
        "Ratings follow fixed rules and are no judgement of the framework's authors. The published "
        "copies of GUILD are cut off; the items here are its four steps, with all that guidance beside it asks for."
    )
    return Chapter("assurance", "Assurance", (qafdl, guild, record, note))


def cards(figures: Figures, facts: ReportFacts) -> Iterator[Rated]:
    """The cards of the framework that a run can answer."""
    dimensions = {
        "Preparation": preparation(figures, facts),
        "Implementation": implementation(facts),
        "Evaluation": evaluation(figures, facts),
        "Overall": overall(facts),
    }
    for dimension, rated in dimensions.items():
        yield from ((dimension, *card) for card in rated)


def preparation(figures: Figures, facts: ReportFacts) -> Iterator[Card]:
    """What came in."""
    absent = sum(map(len, facts.columns_absent.values()))
    yield "Profiling", *profiling(figures, absent)
    yield "Opt-outs", GREEN if facts.has_opt_outs else AMBER, opt_outs_in_words(facts)


def implementation(facts: ReportFacts) -> Iterator[Card]:
    """How it was linked: what the manifest names, which is said and not rated."""
    yield (
        "Techniques and parameters",
        NOT_RATED,
        f"profile {facts.profile}, model {facts.model_id or 'none'}; both are named by digest in the manifest",
    )
    yield (
        "Version control",
        NOT_RATED,
        f"inputs, rules, model, versions and outputs by digest; release {facts.release} cannot change",
    )


def evaluation(figures: Figures, facts: ReportFacts) -> Iterator[Card]:
    """How well it was linked; what rests on numbers that are not shared is not rated."""
    has_p = facts.has_p
    yield "Expected wrong links", *wrong_links(figures, has_p=has_p)
    yield "Precision and recall", *hold_out(figures, has_p=has_p)
    yield "Bias", *bias(figures, has_p=has_p)
    yield "Sensitivity", *sensitivity(figures, has_p=has_p)
    if figures.is_controlled and facts.is_reviewed:
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
    refused = any(one.is_refusal and not one.ended for one in facts.approvals if one.release == facts.release)
    signed = is_signed_off(facts.approvals, facts.release)
    yield (
        "Governance",
        RED if refused else GREEN if signed else AMBER,
        "refused" if refused else "signed off" if signed else "not signed off yet",
    )


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
