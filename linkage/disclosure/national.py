"""
Control of numbers about the whole country, for profiles that control those too.

Each table is a partition of its own: rows of categories, which add up to a number that counts as known exactly.
What has no rule here is not shared.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.cell import controlled as shown
from linkage.disclosure.cell import estimate, row_of_parts, suppressed, two_sided
from linkage.disclosure.group import group, rows, show
from linkage.disclosure.partition import ALL, OPEN, Hiding, Row, primary
from linkage.disclosure.profile import Profile
from linkage.disclosure.providers import STATUSES, is_percentile, usable_measures
from linkage.disclosure.suppression import hidings
from linkage.figure import Figure

SHARES = {"concordance": "concordant", "implausible": "any"}
"""Tables of shares of events, and the one measure of each that is shared: two would betray what lies between."""

ONE_PART = {"data_quality": "records", "modality_by_setting": "examinations"}
"""Tables of counts, a breakdown each, and their measure."""

SIDES = ("rows_quarantined", "other_month", "superseded", "opted_out", "key_conflict")
"""Rows that became no event."""
STEPS = {"linked": "match_rate", "review": "review_rate", "unlinked": "unlinked_rate"}
ESTIMATES = {"rank_p", "linkage_error"}
"""Estimates over the whole month are no counts of people."""


def controlled(figures: Sequence[Figure], profile: Profile) -> list[Figure]:
    """The national numbers that may be shared under a profile that controls them."""
    whole = group(figures, "match_rate_by", "month", STATUSES)
    hiding = next((primary(row, profile) for row in rows(whole)), ALL)
    told = list(show(whole, dict.fromkeys(whole, hiding), profile))
    told += by_status(figures, profile) + ranks(figures, hiding, profile) + flow(figures, hiding, profile)
    shares = {("data_quality", breakdown): name for breakdown, name in usable_measures(figures).items()}
    shares |= {
        (table, breakdown): name for table, name in SHARES.items() for breakdown in breakdowns(figures, table)
    }
    for (table, breakdown), measure in shares.items():
        found = group(figures, table, breakdown, (measure,))
        told += show(found, judged(rows(found, with_rest=True), profile), profile)
    for table, measure in ONE_PART.items():
        for breakdown in breakdowns(figures, table):
            found = group(figures, table, breakdown, (measure,))
            told += show(found, judged(rows(found), profile), profile)
    return told + patients(figures, profile) + waits(figures, profile) + estimates(figures)


def by_status(figures: Sequence[Figure], profile: Profile) -> list[Figure]:
    """Linked, in review and unlinked by each breakdown but the month itself."""
    told: list[Figure] = []
    for breakdown in breakdowns(figures, "match_rate_by") - {"month"}:
        found = group(figures, "match_rate_by", breakdown, STATUSES)
        told += show(found, judged(rows(found), profile), profile)
    return told


def judged(partition: list[Row], profile: Profile) -> dict[str, Hiding]:
    """What to hide of each row; of a single row, what it must for its own sake."""
    if len(partition) == 1:
        return {row.category: primary(row, profile) for row in partition}
    return hidings(partition, profile)


def ranks(figures: Sequence[Figure], whole: Hiding, profile: Profile) -> list[Figure]:
    """The match-rank table: all of it hidden with the whole, else ranks with few people and what betrays them."""
    found = group(figures, "match_rank", "rank", ("records",))
    hidden = hidings(rows(found), profile)
    told: list[Figure] = []
    for figure in (figure for figure in figures if figure.table == "match_rank"):
        if figure.breakdown == "total":
            is_known = figure.category == "supplied" and figure.measure != "match_rate"
            own = row_of_parts(figure.category, [figure], with_rest=False)
            hiding = primary(own, profile) if is_known else primary(own, profile) | whole
        else:
            hiding = hidden.get(figure.category, ALL) | (ALL if whole.parts else OPEN)
        is_sum = figure.measure == "cumulative_share" and any_hidden(hidden)
        told.append(suppressed(figure) if hiding.parts or is_sum else shown(figure, OPEN, profile))
    return told


def any_hidden(hidden: Mapping[str, Hiding]) -> bool:
    """Whether a sum over these would betray one."""
    return any(hiding.parts for hiding in hidden.values())


def flow(figures: Sequence[Figure], whole: Hiding, profile: Profile) -> list[Figure]:
    """Rows received to events linked. Few rows beside the events hide all of those beside them."""
    steps = {figure.category: figure for figure in figures if figure.table == "flow"}
    counts = [steps[name].numerator or 0 for name in SIDES if name in steps]
    is_small = any(map(profile.is_small, counts))
    hidden = {*SIDES, "rows_accepted"} if is_small else set()
    if is_small and sum(counts) < profile.smallest + 2 * profile.base:
        hidden.add("rows_read")
    if whole.parts:
        hidden |= STEPS.keys()
    if whole.total:
        hidden |= steps.keys()
    return [
        suppressed(figure) if name in hidden else shown(figure, OPEN, profile)
        for name, figure in steps.items()
    ]


def patients(figures: Sequence[Figure], profile: Profile) -> list[Figure]:
    """Patients of each setting, with imaging and without; settings share patients and do not add up."""
    measures = ("with_imaging", "without_imaging")
    found = group(figures, "patients_by_setting", "setting", measures)
    hidden = {row.category: primary(row, profile) for row in rows(found)}
    whole = group(figures, "patients_by_setting", "setting", ("patients",))
    totals = {category: ALL if hidden.get(category, ALL).total else OPEN for category in whole}
    return [*show(found, hidden, profile), *show(whole, totals, profile)]


def waits(figures: Sequence[Figure], profile: Profile) -> list[Figure]:
    """Percentiles, and shares within a time, with enough people on each side."""
    return [
        estimate(figure) if is_percentile(figure) else shown(figure, OPEN, profile)
        for figure in figures
        if figure.table == "waits" and two_sided(figure, profile)
    ]


def estimates(figures: Sequence[Figure]) -> list[Figure]:
    """What is estimated over the whole month."""
    return [
        estimate(figure)
        for figure in figures
        if figure.table in ESTIMATES and figure.numerator is None and figure.breakdown in {"month", "stratum"}
    ]


def breakdowns(figures: Sequence[Figure], table: str) -> set[str]:
    """The breakdowns of a table."""
    return {figure.breakdown for figure in figures if figure.table == table}
