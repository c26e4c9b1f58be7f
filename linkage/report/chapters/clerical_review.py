"""The chapter on clerical review: what people who judged a sample say of the month's links. Internal."""

from linkage.report.chapters.chapter import Block, Chapter, Words
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.review.estimate import Estimate
from linkage.review.measured import ReviewMeasured
from linkage.review.stratum import LINKED, stratum_named
from linkage.words.number_words import number_of

GREEN, AMBER, RED = "green", "amber", "red"
SUBSTANTIAL = 0.6
"""Least kappa with which two reviewers count as agreeing. Source: Landis and Koch 1977, substantial agreement."""
SIDES = {"linked": "Linked", "review": "For review", "unlinked": "Unlinked"}
NAMES = (("Precision of the links", "precision"), ("Recall, of what the search can find", "recall"))


def review_rating(found: ReviewMeasured | None) -> tuple[str, str]:
    """Rating of the review, and what that rests on: red without one, green when two agree on all of a sample."""
    if found is None or not found.judged:
        return RED, "no decisions of reviewers are part of this release"
    kappa = found.agreement.kappa
    wanting = [
        *(
            [f"{found.to_judge - found.judged:,} events wait for a reviewer"]
            if found.judged < found.to_judge
            else []
        ),
        *([f"{found.to_third:,} wait for a third"] if found.to_third else []),
        *(["one reviewer alone"] if not found.agreement.events else []),
        *(
            [f"reviewers agree little (kappa {kappa:.2f})"]
            if kappa is not None and kappa < SUBSTANTIAL
            else []
        ),
    ]
    told = f"{found.judged:,} events judged"
    return (
        (AMBER, f"{told}; {', '.join(wanting)}") if wanting else (GREEN, f"{told} by two or more reviewers")
    )


def review_chapter(found: ReviewMeasured) -> Chapter:
    """Two tables and how to read them."""
    blocks: tuple[Block, ...] = (
        Words(told(found)),
        whole(found),
        Words(
            "Worst counts as right only what all reviewers call right, best what any of them does, as the Office for "
            "National Statistics reports linked data; an answer of “cannot tell” is none in the worst, and counts in "
            "the best. The middle goes by the majority, freed of the errors that reviewers make by how often two "
            "differ; the interval is its own. Events count with the share of the month that they were drawn from, and "
            "the links are judged as the program makes them, before reviewers settled any."
        ),
        Words(
            "Recall is of people whom the search can find: one wider than the program's own, by equal or nearly equal "
            "numbers, birth dates, addresses, general practices and contacts that day. Who is in HES under nothing of "
            "that is not among them."
        ),
        strata(found),
    )
    return Chapter("clerical-review", "Clerical review", blocks)


def told(found: ReviewMeasured) -> str:
    """How much was judged, by how many, and how far they agree."""
    said = (
        f"{found.judged:,} of {found.to_judge:,} events were judged by {number_of(found.reviewers, 'reviewer')}, of "
        f"{found.drawn:,} drawn; for the rest the search finds nobody."
    )
    if found.agreement.events:
        agreement = found.agreement
        kappa = "not known" if agreement.kappa is None else f"{agreement.kappa:.2f}"
        said += f" Two agree on {agreement.agreed:,} of {agreement.events:,} (Cohen's kappa {kappa})."
    if found.to_third:
        said += f" {number_of(found.to_third, 'event')} on which two differ still wait for a third reviewer."
    if found.waiting:
        said += (
            f" {number_of(found.waiting, 'answer')} to events that are no longer here are kept and not used."
        )
    if found.not_covered:
        said += f" Of {found.not_covered:,} events of other kinds nothing was judged: no figure here speaks of them."
    return said


def whole(found: ReviewMeasured) -> ShownTable:
    """Precision and recall of the month."""

    def row(name: str, one: Estimate | None) -> tuple[ShownCell, ...]:
        if one is None:
            return (name, *[Mark.NOT_APPLICABLE] * 7)
        return (name, one.worst, one.middle, one.best, one.low, one.high, one.judged, round(one.effective))

    shares = ("Worst", "Middle", "Best", "95% from", "to")
    return ShownTable(
        "clerical_review",
        "Precision and recall by reviewers, weighted to the month",
        (
            ShownColumn("Measure"),
            *(ShownColumn(name, Kind.SHARE) for name in shares),
            ShownColumn("Events judged", Kind.COUNT),
            ShownColumn("Worth as many at random", Kind.COUNT),
        ),
        tuple(row(name, getattr(found, key)) for name, key in NAMES),
    )


def strata(found: ReviewMeasured) -> ShownTable:
    """Each stratum: of links the share right, of other events the share whose person was missed."""

    def row(name: str) -> tuple[ShownCell, ...]:
        one = next(stratum for stratum in found.strata if stratum.name == name)
        held = stratum_named(name)
        asked = "right" if held.side == LINKED else "missed"
        middle: ShownCell = Mark.NOT_APPLICABLE if one.share is None else one.share
        label = f"{SIDES[held.side]}, {held.rank.replace('_', ' ')}, {held.band}, {held.ambiguity}"
        return (label, asked, one.events, one.judged, one.worst, middle, one.best, one.low, one.high)

    shares = ("Least", "Middle", "Most", "95% from", "to")
    return ShownTable(
        "clerical_review_strata",
        "What reviewers say, by status, rank or reason, probability, and people in competition",
        (
            ShownColumn("Stratum"),
            ShownColumn("Share"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Judged", Kind.COUNT),
            *(ShownColumn(name, Kind.SHARE) for name in shares),
        ),
        tuple(row(one.name) for one in found.strata),
    )
