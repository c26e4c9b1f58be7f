"""
A month's statistics under control: what may be shared, and nothing that has no rule here.

    national       left alone (hes_2018), or each table controlled (`national`)
    sub-national   providers and sites, every table of them together (`providers`)
    internal       of a statistic without a control: to nobody
    exact ones     stand as they were shared before, while few people lie between (`standing`)
"""

from collections.abc import Sequence

from linkage.disclosure import national, providers
from linkage.disclosure.controlled_figure import exact
from linkage.disclosure.earlier import Publication
from linkage.disclosure.listed import control_of
from linkage.disclosure.profile import Profile
from linkage.disclosure.standing import renewed_or_standing
from linkage.words.control import MadeAnew
from linkage.words.figure import Figure


def controlled_month(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication] = ()
) -> tuple[Figure, ...]:
    """The numbers of one month that may be shared, in order; rates are of controlled numbers."""
    there = [figure for figure in figures if is_shareable(figure)]
    whole = [figure for figure in there if not figure.is_sub_national]
    parts = [figure for figure in there if figure.is_sub_national]
    shared = (
        [exact(figure) for figure in whole]
        if profile.national_exact
        else national.controlled(whole, profile, earlier)
    )
    shared += providers.controlled(parts, profile, earlier)
    renewed = renewed_or_standing(there, shared, profile, earlier)
    return tuple(sorted(renewed, key=lambda figure: figure.key))


def is_shareable(figure: Figure) -> bool:
    """Whether a number may be shared at all, under control: its statistic has one, and it is not made anew."""
    control = control_of(figure.table, figure.breakdown)
    return control is not None and not isinstance(control, MadeAnew)
