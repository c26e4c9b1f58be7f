"""
The shareable numbers of a release: disclosure control last, and nothing that an earlier publication would betray.

What an earlier publication of the month hid stays hidden, and publications of other months are taken over as they
were shared. A month that was shared as national and is not any more keeps the numbers it was shared with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from linkage.commands.report.released_figures import figures_in
from linkage.commands.report.revision import bound_months, unbound
from linkage.commands.report.shared_change import shared_change
from linkage.commands.report.shared_numbers import Shared, latest, own_numbers, shared_before
from linkage.commands.report.shared_rule import Rule, within
from linkage.commands.report.wanted import is_among, is_equal
from linkage.commands.run.month_scope import Scopes, scopes_shared
from linkage.disclosure.earlier import Publication
from linkage.disclosure.listed import made_anew
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import Profile
from linkage.disclosure.series import publications, shared_in_series
from linkage.errors import GateError
from linkage.release.layout import Layout
from linkage.release.record.scope import Scope
from linkage.words.figure import SUB_NATIONAL, Figure, level_of
from linkage.words.publication import PUBLICATIONS


@dataclass(frozen=True)
class Shareable:
    """The numbers that may be shared, the rule of each month's, the scope of the month, and whose numbers stand."""

    figures: tuple[Figure, ...]
    rules: Mapping[str, Rule]
    scope: Scope
    profile: Profile
    """As it holds in that scope."""
    stands: str | None
    """The release that the numbers of the month were first shared with, where they may not be made anew."""


def shareable_figures(
    layout: Layout,
    folder: Path,
    month: str,
    profile: Profile,
    past: tuple[str, str] | None,
    scopes: Scopes,
    revisions: Iterable[str] = (),
) -> Shareable:
    """
    The numbers of `month`, of the release in `folder`, that may be shared, with the publications of every month.

    `past` is the release and month that the change is against; only what both shared is compared. Of other months
    that were shared only declared `revisions` add to their publications. GateError when the month was shared under
    another rule.
    """
    shared = shared_before(layout)
    refuse_other_rule(shared, month, profile)
    copies = [figure for figure in latest(shared) if figure.table in PUBLICATIONS]
    bound_to = bound_months(shared, revisions) - {month}
    everything = unbound(not_yet_shared(folder, month, copies), copies, bound_to)
    earlier = partial(shared_earlier, layout, shared, everything)
    held = {period: scopes.of(period, everything) for period in sorted({one.period for one in everything})}
    scope = bound(held.get(month) or scopes.of(month, everything), scopes_shared(shared, month), profile)
    here = within(profile, is_national=scope.is_national)
    there = {period: within(profile, is_national=one.is_national) for period, one in held.items()} | {
        month: here
    }
    leveled = [
        replace(
            figure,
            level=level_of(figure.breakdown, is_national=(held | {month: scope})[figure.period].is_national),
        )
        for figure in everything
    ]
    stands = standing(shared, month) if profile.national_exact and not scope.is_national else None
    if stands:
        now = tuple(one for one in stands.figures if one.period == month and one.table not in made_anew())
        change: tuple[Figure, ...] = ()
    else:
        exact = [figure for figure in leveled if figure.period == month]
        now = controlled_month(exact, here, earlier(month))
        change = shared_change(now, shared, month, past)
    series = publications(leveled, month, now, copies, here, earlier, there)
    rules = {period: Rule(profile.label, one.name) for period, one in (held | {month: scope}).items()}
    for one in own_numbers(shared)[-1:]:
        rules |= {period: rule for period, rule in one.rules.items() if period != month}
    if stands:
        rules[month] = stands.rule
    return Shareable((*now, *change, *series), rules, scope, here, stands.release if stands else None)


def bound(scope: Scope, before: set[str], profile: Profile) -> Scope:
    """The scope of a month: once shared as sub-national it is so for ever, or what was hidden would be shown."""
    is_bound = profile.national_exact and SUB_NATIONAL in before
    return scope.model_copy(update={"was_controlled": True}) if is_bound else scope


def standing(shared: Iterable[Shared], month: str) -> Shared | None:
    """The last publication of `month` as national, if there is one."""
    found = [
        one for one in shared if one.month == month and one.rule.scope != SUB_NATIONAL and not one.is_copy
    ]
    return found[-1] if found else None


def shared_earlier(
    layout: Layout, shared: Sequence[Shared], figures: Sequence[Figure], month: str
) -> list[Publication]:
    """
    All that was shared of `month`: in the charts of other months' reports, then its own publications by release.

    Whatever release is shared now, each of them is known to readers; so is what was shared of the same release. Numbers
    that stood are there once.
    """
    own = [
        Publication(
            figures_in(layout.numbers_of(one.release), is_equal("period", month)),
            tuple(figure for figure in one.figures if figure.period == month),
            one.release,
        )
        for one in shared
        if one.month == month and not one.repeats
    ]
    return [*shared_in_series(figures, latest(shared), month), *own]


def refuse_other_rule(shared: Iterable[Shared], month: str, profile: Profile) -> None:
    """GateError when `month` was shared under another rule: the two could be set against one another."""
    other = sorted({one.rule.label for one in shared if one.month == month} - {profile.label})
    if other:
        raise GateError(
            f"{month} has been shared under the rule {', '.join(other)}; two rules for one month could be set against "
            f"one another: put [outputs] disclosure back, it is {profile.label} now"
        )


def not_yet_shared(folder: Path, month: str, shared: Iterable[Figure]) -> tuple[Figure, ...]:
    """
    Exact figures of `month`, the publications of every month, and all of the months without one in `shared`.

    Of the others nothing more is needed: they keep the numbers they were shared with.
    """
    kept = is_among("table", PUBLICATIONS)
    known = {(figure.table, figure.period) for figure in shared}
    wanted = {
        figure.period for figure in figures_in(folder, kept) if (figure.table, figure.period) not in known
    }
    return figures_in(folder, kept | is_among("period", (month, *sorted(wanted))))
