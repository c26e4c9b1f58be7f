"""
A month's statistics under control: what may be shared, and nothing that has no rule here.

    national       left alone (hes_2018), or each table controlled (`national`)
    sub-national   providers and sites, every table of them together (`providers`)
    exact ones     stand as they were shared before, while few people lie between (`standing`)
"""

from collections.abc import Sequence

from linkage.disclosure import national, providers
from linkage.disclosure.cell import exact
from linkage.disclosure.group import Publication
from linkage.disclosure.profile import Profile
from linkage.disclosure.standing import NEVER, renewed_or_standing
from linkage.figure import Figure

INTERNAL = {("data_quality", "over_merged_person")}
"""Table and breakdown of what is about single people of the index, and is told to nobody outside."""


def controlled_month(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication] = ()
) -> tuple[Figure, ...]:
    """The numbers of one month that may be shared, in order; rates are of controlled numbers."""
    there = [
        figure
        for figure in figures
        if figure.table not in NEVER and (figure.table, figure.breakdown) not in INTERNAL
    ]
    whole = [figure for figure in there if not figure.is_sub_national]
    parts = [figure for figure in there if figure.is_sub_national]
    told = (
        [exact(figure) for figure in whole]
        if profile.national_exact
        else national.controlled(whole, profile, earlier)
    )
    told += providers.controlled(parts, profile, earlier)
    renewed = renewed_or_standing(there, told, profile, earlier)
    return tuple(sorted(renewed, key=lambda figure: figure.key))
