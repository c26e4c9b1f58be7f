"""
A month's statistics under control: what may be shared, and nothing that has no rule here.

    national       left alone (hes_2018), or each table controlled by itself (`national`)
    sub-national   providers and sites, every table of them together (`providers`)
"""

from collections.abc import Sequence

from linkage.disclosure import national, providers
from linkage.disclosure.cell import exact
from linkage.disclosure.group import Publication
from linkage.disclosure.profile import Profile
from linkage.figure import Figure

NEVER = {"first_publication", "three_month_publication", "change"}
"""Tables that are made again from controlled numbers (`series`)."""

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
        [exact(figure) for figure in whole] if profile.national_exact else national.controlled(whole, profile)
    )
    told += providers.controlled(parts, profile, earlier)
    return tuple(sorted(told, key=lambda figure: figure.key))
