"""
The chapter on assurance: what three standards for linked data ask, answered from this run.

Sources: NHS England, Quality Assurance Framework for Data Linkage (QAFDL); GUILD, Gilbert and others 2018; the RECORD
statement, items 1.3, 6.3, 12.3 and 13.1. Ratings are rules of this program and no judgement of NHS England.
"""

from collections.abc import Iterator

from linkage.report.chapter import Chapter, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, value
from linkage.report.table import Column, Table

GREEN, AMBER, RED = "green", "amber", "red"

Rated = tuple[str, str, str, str]
"""Dimension, card, rating, and what it rests on."""


def assurance_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Three tables."""
    rated = tuple(cards(figures, facts))
    counted = {rating: sum(card[2] == rating for card in rated) for rating in (GREEN, AMBER, RED)}
    told = ", ".join(f"{number} {rating}" for rating, number in counted.items())
    qafdl = Table(
        "qafdl",
        "Quality Assurance Framework for Data Linkage",
        tuple(map(Column, ("Dimension", "Card", "Rating", "What it rests on"))),
        rated,
        reading=f"Rated by rule: {told}.",
    )
    guild = Table(
        "guild",
        "GUILD: what those who use linked data should be told",
        tuple(map(Column, ("Step", "Item", "In this release"))),
        tuple(guild_items(facts)),
    )
    record = Table(
        "record",
        "RECORD: items on linkage",
        tuple(map(Column, ("Item", "Asks for", "In this release"))),
        tuple(record_items(facts)),
    )
    note = Words(
        "Ratings follow fixed rules and are no judgement of the framework's authors. The whole list of GUILD items "
        "was not at hand; those here are its four steps with what guidance published beside it asks for."
    )
    return Chapter("assurance", "Assurance", (qafdl, guild, record, note))


def cards(figures: Figures, facts: ReportFacts) -> Iterator[Rated]:
    """The cards of the framework that a run can answer."""
    has_p = figures.has("rank_p", "month", figures.period, "target")
    expected, target = (
        value(figures.cell("rank_p", "month", figures.period, name))
        for name in ("expected_false_link_share", "target")
    )
    within = isinstance(expected, float) and isinstance(target, float) and expected <= target
    held_out = figures.has("linkage_error", "month", figures.period, "holdout_recall")
    absent = sum(map(len, facts.columns_absent.values()))
    preparation, implementation, evaluation, overall = (
        "Preparation",
        "Implementation",
        "Evaluation",
        "Overall",
    )
    yield (
        preparation,
        "Profiling",
        AMBER if absent else GREEN,
        f"completeness and validity of every field; {absent} known columns were not supplied",
    )
    yield (
        preparation,
        "Opt-outs",
        GREEN if facts.has_opt_outs else AMBER,
        "a list of opt-outs was applied" if facts.has_opt_outs else "no list of opt-outs was supplied",
    )
    yield (
        implementation,
        "Techniques and parameters",
        GREEN,
        f"profile {facts.profile}, model {facts.model_id or 'none'}; both are named by digest in the manifest",
    )
    yield (
        implementation,
        "Version control",
        GREEN,
        f"inputs, rules, model, versions and outputs by digest; release {facts.release} cannot change",
    )
    yield (
        evaluation,
        "Expected wrong links",
        GREEN if within or not has_p else RED if isinstance(expected, float) else AMBER,
        "within what the job allows"
        if within
        else "not estimated"
        if not has_p
        else "above what the job allows",
    )
    yield (
        evaluation,
        "Precision and recall",
        AMBER,
        "estimated from a hold-out, not measured against a truth"
        if held_out
        else "no hold-out in this month",
    )
    yield (
        evaluation,
        "Bias",
        GREEN,
        "linked against unlinked by sex, age, ethnic group, deprivation and setting",
    )
    yield (
        evaluation,
        "Sensitivity",
        GREEN if has_p else AMBER,
        "links and expected error at other thresholds" if has_p else "no threshold to vary",
    )
    yield (evaluation, "Clerical review", RED, "no decisions of reviewers are part of this release")
    failed = [gate.name for gate in facts.gates if not gate.held]
    yield (
        overall,
        "Gates",
        RED if failed else GREEN if facts.gates else AMBER,
        f"{len(facts.gates)} set, {len(facts.gates) - len(failed)} held" if facts.gates else "none is set",
    )
    signed = [approval for approval in facts.approvals if approval.release == facts.release]
    yield (
        overall,
        "Governance",
        GREEN if signed else AMBER,
        f"signed off {len(signed)} time(s)" if signed else "not signed off yet",
    )


def guild_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Step, item, answer."""
    provision, linkage, analysis, writing = "Data provision", "Data linkage", "Analysis", "Reporting"
    until = facts.hospital_until or "not known"
    yield provision, "Data and period", f"DID events of {facts.month}; hospital history until {until}"
    yield provision, "Files", f"{facts.input_files} files, each with its rows and digest in the manifest"
    yield provision, "Cleaning and completeness", "chapters Data quality and Flow"
    yield linkage, "Identifiers", "NHS number, birth date, sex, postcode"
    yield linkage, "Method", f"{len(facts.ranks)} steps in order, listed under Method"
    yield linkage, "Ties", "two people at the best rank: nobody is linked, the event is for review"
    yield linkage, "Match strength", "match_rank, match_weight and match_probability of every link"
    yield linkage, "Error", "chapter Wrong and missed links"
    yield analysis, "Who is missing", "chapter For whom links are missing"
    yield writing, "Version and date", f"release {facts.release}, {facts.finished}"


def record_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Item, what it asks for, answer."""
    yield "1.3", "say in the title that data were linked", "title of this report"
    yield "6.3", "a flow diagram with the number of individuals at each stage", "chapter Flow"
    yield (
        "12.3",
        "level of linkage, its methods and their evaluation",
        (f"person level; profile {facts.profile}; chapters Method, and Wrong and missed links"),
    )
    yield (
        "13.1",
        "selection of the persons included",
        "chapter Flow: set aside, other months, superseded, opted out, key conflicts",
    )
