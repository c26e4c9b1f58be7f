"""The chapter on wrong and missed links: what is known of them without a label."""

from linkage.report.chapters.chapter import Block, Chapter, Words
from linkage.report.chapters.holdout import holdout_blocks
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, ratio, share, value
from linkage.report.screen.group_words import with_meaning
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable, written
from linkage.report.target_words import floor_words, nothing_met
from linkage.words.expected_wrong import OF_RANK

TABLE = "linkage_error"
LARGEST = 10
"""Standardised differences shown."""


def error_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """What the posteriors expect, the hold-out, other thresholds, and who is unlinked."""
    blocks: list[Block] = [
        Words(
            "Nobody tells the program which links are right. What stands in for that is a range, not a measured error."
        )
    ]
    if not facts.has_p:
        blocks.append(
            Words("Every link was made by a deterministic rank; how many are wrong is not estimated.")
        )
    blocks.append(expected_table(figures, facts))
    blocks += [table for table in [by_rank(figures, facts)] if table.rows]
    blocks += [Words(sentence) for sentence in (nothing_met_words(figures), floor_words(figures)) if sentence]
    blocks += holdout_blocks(figures, facts)
    blocks += [
        table for table in (thresholds(figures), differences(figures), left_out(figures)) if table.rows
    ]
    return Chapter("errors", "Wrong and missed links", tuple(blocks))


def estimate(figures: Figures, breakdown: str, category: str, measure: str) -> ShownCell:
    """An estimated share."""
    found = value(figures.cell(TABLE, breakdown, category, measure))
    return ratio(found) if isinstance(found, float) else found


def expected_table(figures: Figures, facts: ReportFacts) -> ShownTable:
    """What the posteriors expect of the whole month, and what cannot be; shares as text, for they stand with counts."""
    month = figures.period

    def row(name: str, cell: ShownCell, kind: Kind) -> tuple[str, str]:
        return name, written(cell, kind)

    impossible = figures.cell(TABLE, "month", month, "impossible_link_share")
    rows = [
        row(
            "Links that cannot be: after a death in hospital, or before birth", count(impossible), Kind.COUNT
        ),
        row("As a share of the linked", share(impossible), Kind.SHARE),
    ]
    if facts.has_p:
        rows += [
            row(name, value(figures.cell(table, "month", month, measure)), kind)
            for name, table, measure, kind in (
                ("Wrong links expected among those of rank P", TABLE, "expected_false_links", Kind.DECIMAL),
                ("As a share of them", "rank_p", "expected_false_link_share", Kind.SHARE),
                ("Share that the job allows", "rank_p", "target", Kind.SHARE),
                ("True links the threshold costs, expected", TABLE, "expected_missed_links", Kind.DECIMAL),
                ("Lowest posterior probability linked", "rank_p", "threshold", Kind.SHARE),
            )
        ]
        rows += [
            row(f"Undecided events whose person is thought to be in HES: {names}", share, Kind.SHARE)
            for names, share in presence(figures)
        ]
    return ShownTable(
        "expected_error",
        "Wrong and missed links, expected and seen",
        (ShownColumn("What"), ShownColumn("Number")),
        tuple(rows),
    )


def by_rank(figures: Figures, facts: ReportFacts) -> ShownTable:
    """How many wrong links are expected of each rank whose links have a probability, in their order."""
    return ShownTable(
        "expected_wrong_by_rank",
        "Wrong links expected of each rank, of links whose probability is known",
        (ShownColumn("Rank"), ShownColumn("Links expected to be wrong")),
        tuple(
            (rank.rank, written(value(figures.cell(TABLE, "match_rank", rank.rank, OF_RANK)), Kind.DECIMAL))
            for rank in facts.ranks
            if figures.has(TABLE, "match_rank", rank.rank, OF_RANK)
        ),
    )


def nothing_met_words(figures: Figures) -> str | None:
    """As a sentence, that no link met the target."""
    sentence = nothing_met(figures)
    return f"Rank P linked nothing: {sentence}." if sentence else None


def presence(figures: Figures) -> list[tuple[str, ShownCell]]:
    """The share of each stratum of the pool; strata that have it from the same events stand in one row."""
    found: dict[ShownCell, list[str]] = {}
    for stratum in figures.categories("rank_p", "stratum"):
        found.setdefault(value(figures.cell("rank_p", "stratum", stratum, "phi")), []).append(
            stratum_words(stratum)
        )
    return [("; ".join(names), share) for share, names in found.items()]


def stratum_words(stratum: str) -> str:
    """A stratum of the pool; with a number of the index the share is of those whose number is a mistake."""
    state, _, setting = stratum.partition(" ")
    words = state.replace("number_in_index", "number in the index, were it mistaken").replace("_", " ")
    return f"{words}, {with_meaning('source_setting', setting)}" if setting else words


def thresholds(figures: Figures) -> ShownTable:
    """Probability, links had it been the threshold, expected share of wrong ones."""

    def links(category: str) -> ShownCell:
        found = value(figures.cell(TABLE, "probability", category, "links_at_probability"))
        return round(found) if isinstance(found, float) else found

    return ShownTable(
        "thresholds",
        "Links of rank P had the threshold been another",
        (
            ShownColumn("Lowest probability"),
            ShownColumn("Links", Kind.COUNT),
            ShownColumn("Expected to be wrong", Kind.SHARE),
        ),
        tuple(
            (
                category,
                links(category),
                estimate(figures, "probability", category, "expected_false_link_share_at_probability"),
            )
            for category in figures.categories(TABLE, "probability")
        ),
    )


def differences(figures: Figures) -> ShownTable:
    """Breakdown, category and standardised difference, the largest first."""
    found = [
        (row.breakdown.replace("_", " "), with_meaning(row.breakdown, row.category), row.value)
        for row in figures.of(TABLE)
        if row.measure == "standardised_difference" and row.value is not None
    ]
    largest = sorted(found, key=lambda line: (-abs(line[2]), line[0], line[1]))[:LARGEST]
    return ShownTable(
        "differences",
        "Linked against unlinked events of people expected in HES: the largest standardised differences",
        (ShownColumn("Breakdown"), ShownColumn("Category"), ShownColumn("Difference")),
        tuple((breakdown, category, f"{found:+.2f}") for breakdown, category, found in largest),
        note="Positive: more frequent among the linked. Beyond 0.1 either way is commonly taken to matter.",
    )


def left_out(figures: Figures) -> ShownTable:
    """Blocks of rank P whose values too many people share to be compared."""
    measures = ("values", "events")
    return ShownTable(
        "left_out",
        "Not compared, because a block held more people than the rules allow (max_block_people, and for blocks without"
        " a place max_block_people_without_place)",
        (ShownColumn("Block"), ShownColumn("Values", Kind.COUNT), ShownColumn("Events", Kind.COUNT)),
        tuple(
            (block, *(count(figures.cell("rank_p", "block_left_out", block, name)) for name in measures))
            for block in figures.categories("rank_p", "block_left_out")
        ),
    )
