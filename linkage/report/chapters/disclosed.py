"""The chapter on disclosure control: the rule in words, and how many numbers it left, rounded or hid."""

from collections import Counter

from linkage.disclosure.profile import ROUNDED, SHOWN, SUPPRESSED, Profile
from linkage.report.chapters.chapter import Block, Chapter, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.table import MEANINGS, Kind, Mark, ShownColumn, ShownTable


def disclosure_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """That there is none, or what it did."""
    title = "Disclosure control"
    if facts.disclosure is None:
        sentences = (
            "No control has been applied: this report has exact numbers, also of few people. It is "
            "for those who may see the data. What may be shared is in the shareable report, if the job asks for one."
        )
        return Chapter("disclosure", title, (Words(sentences + scope_words(facts)),))
    blocks: list[Block] = [Words(rule_words(facts.disclosure) + scope_words(facts))]
    if facts.stands:
        blocks.append(Words(stands_words(facts)))
    if stands := standing_words(figures):
        blocks.append(Words(stands))
    blocks.append(control_table(figures))
    symbols = ", ".join(
        f"{mark.value} {meaning}" for mark, meaning in MEANINGS.items() if mark is not Mark.LOW
    )
    missing = "A row or a table that is not here is not shared: that it is missing says nothing of it."
    blocks.append(Words(f"Symbols: {symbols}. {missing}"))
    return Chapter("disclosure", title, tuple(blocks))


def rule_words(profile: Profile) -> str:
    """A profile in words."""
    scope = (
        "Numbers about the whole country are left alone; those about providers and sites are controlled."
        if profile.national_exact
        else "All numbers are controlled, also those about all providers together."
    )
    return (
        f"Rule {profile.name}. {scope} A number is hidden when 1 to {profile.limit} people are behind it or behind "
        f"what is left of its total; larger ones are rounded to the nearest {profile.base}, and rates are of rounded "
        "numbers. More numbers are hidden where a hidden one could be worked out from totals, from finer tables or "
        "from an earlier publication of the month. No longest or shortest wait is shown, and a percentile only with "
        f"{profile.smallest} people on each side. An estimate is rounded to what is shown, and hidden with the numbers "
        "it is made of."
    )


def standing_words(figures: Figures) -> str:
    """Which numbers stand from an earlier release; nothing where none does."""
    standing = [row for row in figures.rows if row.from_release and row.period == figures.period]
    if not standing:
        return ""
    has_whole = any(row.table == "match_rate_by" and row.breakdown == "month" for row in standing)
    which = "The numbers about the whole country" if has_whole else "The numbers below those of all events"
    releases = ", ".join(sorted({row.from_release for row in standing if row.from_release}))
    return (
        f"{which} stand as they were shared with release {releases}: between then and now so few people came, went or "
        "were linked that the difference would tell of them. They are renewed when there are more."
    )


def scope_words(facts: ReportFacts) -> str:
    """Which scope held."""
    return f" Scope of the month: {facts.scope}." if facts.scope else ""


def stands_words(facts: ReportFacts) -> str:
    """That the numbers are those of an earlier publication, and why."""
    return (
        f"The numbers of {facts.month} are those it was shared with in release {facts.stands}, as national. The month "
        "is not national by what the job declares now, and other numbers, controlled, could be set against those."
    )


def control_table(figures: Figures) -> ShownTable:
    """Table of the statistics, and its numbers by what became of them."""
    found = Counter((row.table, row.control) for row in figures.rows)
    return ShownTable(
        "control",
        "What disclosure control did to the numbers",
        (
            ShownColumn("Table"),
            ShownColumn("As they are", Kind.COUNT),
            ShownColumn("Rounded", Kind.COUNT),
            ShownColumn("Hidden", Kind.COUNT),
        ),
        tuple(
            (name.replace("_", " "), *(found[name, control] for control in (SHOWN, ROUNDED, SUPPRESSED)))
            for name in sorted({row.table for row in figures.rows})
        ),
    )
