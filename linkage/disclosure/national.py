"""
Control of numbers about the whole country, for profiles that control those too.

Each table is protected by itself: rows of categories, which add up to a number that counts as known exactly. Two
tables of the same events share their rows too, and would betray one another where each hides its own. So one of them
decides, and the others are shared only where it hides nothing (or, for ranks, hide the same rows):

    match_rate_by month           all that is of the linked alone: ranks, signs and settings of their stays
    match_rate_by month           other counts of all events, where their number is not hidden
    match_rate_by source_setting  concordance: the linked of some settings
    match_rate_by modality        modality_by_setting: the linked of each kind of imaging
    match_rank                    the same by rank in concordance and implausible; estimates of rank P (`estimates`)
    fields in two tables          `fields`

What has no rule here is not shared.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.controlled_figure import controlled as shown
from linkage.disclosure.controlled_figure import estimate, two_sided
from linkage.disclosure.earlier import Publication
from linkage.disclosure.estimates import estimates
from linkage.disclosure.fields import fields, states_hidden_by_field
from linkage.disclosure.flow import SIDES, flow
from linkage.disclosure.frequency_table import ALL, OPEN
from linkage.disclosure.listed import tables_with
from linkage.disclosure.modalities import modalities
from linkage.disclosure.profile import Profile
from linkage.disclosure.protected_table import MonthTables, ProtectedTable, hidden_whole
from linkage.disclosure.providers import STATUSES, is_percentile
from linkage.disclosure.ranks import ranks
from linkage.words.control import OfAll, OfLinked
from linkage.words.figure import Figure

PATIENTS, ANY = ("with_imaging", "without_imaging"), "any"
OVER_ALL = (".within_42", ".negative")
"""Waits shared as counts: the one share within a time that is shared, what the national standard asks, and slips."""


def controlled(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication] = ()
) -> list[Figure]:
    """The national numbers that may be shared under a profile that controls them."""
    month = MonthTables(figures, profile, earlier)
    forced = states_hidden_by_field(month)
    statuses = {
        name: month.additive_table("match_rate_by", name, STATUSES, forced=forced.get(name, {}))
        for name in month.breakdowns("match_rate_by")
    }
    whole = statuses.get("month", ProtectedTable({}, {}))
    by_rank = month.additive_table("match_rank", "rank", ("share_of_matched",))
    shared = [figure for protected in statuses.values() for figure in protected.shared(profile)]
    shared += of_all(month, whole) + ranks(month, whole, by_rank) + of_linked(month, statuses, whole, by_rank)
    if whole.is_open and is_open(statuses, "modality"):
        shared += modalities(month)
    steps = flow(month, whole)
    sides_open = not any(figure.is_suppressed for figure in steps if figure.category in SIDES)
    shared += steps + fields(month, statuses, sides_open=sides_open)
    p_open = "P" in by_rank.hidden and not by_rank.hidden["P"].cells
    shared += estimates(figures, profile, p_open=p_open and whole.is_open, whole_open=whole.is_open)
    return shared + patients(month) + waits(month)


def is_open(statuses: Mapping[str, ProtectedTable], breakdown: str) -> bool:
    """Whether a breakdown of all events hides nothing."""
    return breakdown not in statuses or statuses[breakdown].is_open


def of_all(month: MonthTables, whole: ProtectedTable) -> list[Figure]:
    """Other counts that cut all events: each breakdown by itself, where it is shown how many there are in all."""
    if any(suppression.total for suppression in whole.hidden.values()):
        return []
    return [
        figure
        for table, control in tables_with(OfAll).items()
        for breakdown in month.breakdowns(table)
        for figure in month.additive_table(table, breakdown, control.measures).shared(month.profile)
    ]


def of_linked(
    month: MonthTables, statuses: Mapping[str, ProtectedTable], whole: ProtectedTable, by_rank: ProtectedTable
) -> list[Figure]:
    """
    Shares of linked events, in all and where the rank, or the setting, is shown.

    Concordance is of the linked of some settings alone, nearly all of a rank: by rank all of it is shown, or nothing
    (`of_some_settings`).
    """
    settings = statuses.get("source_setting", ProtectedTable({}, {}))
    bases = {"month": whole, "match_rank": by_rank, "source_setting": settings}
    shared: list[Figure] = []
    for table, control in tables_with(OfLinked).items():
        if not whole.is_open or (control.of_some_settings and not settings.is_open):
            continue
        for breakdown, base in bases.items():
            forced = hidden_whole(base)
            protected = month.additive_table(
                table, breakdown, (control.measure,), with_rest=True, forced=forced
            )
            if protected.is_open or not (control.of_some_settings and breakdown == "match_rank"):
                shared += protected.shared(month.profile)
    return shared


def patients(month: MonthTables) -> list[Figure]:
    """
    Patients of each setting, with imaging and without.

    Settings share patients and do not add up, but nobody is in `any` who is in none of them: hidden with any of them.
    """
    protected = month.separate_rows("patients_by_setting", "setting", PATIENTS)
    hidden = dict(protected.hidden)
    if not protected.is_open and ANY in hidden:
        hidden[ANY] = ALL
    totals = month.separate_rows("patients_by_setting", "setting", ("patients",))
    whole = {
        category: ALL if suppression.total or hidden.get(category, ALL).total else OPEN
        for category, suppression in totals.hidden.items()
    }
    return [
        *ProtectedTable(protected.found, hidden).shared(month.profile),
        *ProtectedTable(totals.found, whole).shared(month.profile),
    ]


def waits(month: MonthTables) -> list[Figure]:
    """Percentiles with enough people on each side; over all events the share within six weeks, and slips of a date."""
    shared = []
    for figure in (figure for figure in month.figures if figure.table == "waits"):
        if not two_sided(figure, month.profile):
            continue
        if is_percentile(figure):
            shared.append(estimate(figure, figure.value))
        elif (
            figure.breakdown == "month" and figure.measure.endswith(OVER_ALL) and not month.was_hidden(figure)
        ):
            shared.append(shown(figure, OPEN, month.profile))
    return shared
