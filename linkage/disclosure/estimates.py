"""
Estimates over the whole month, for profiles that control national numbers too.

    expected_false_links         withheld: over the share beside it, it is the count of the links of rank P
    expected_false_link_share    where rank P is shown, as the report shows it
    threshold                    likewise
    expected_missed_links        where the unmatched are shown, rounded as a count of events
    hold-out, with intervals     from enough people on both sides, of a sample of round size (`interval`)
    phi                          withheld: how many people are behind it is not known
    target                       a setting, and no estimate

An estimate has no count beside it, but it has a base: no estimate gives away what is hidden of its base.
"""

from collections.abc import Iterable, Mapping, Sequence

from linkage.disclosure.controlled_figure import estimate, two_sided
from linkage.disclosure.interval import remade
from linkage.disclosure.profile import Profile
from linkage.words.figure import Figure

SHARE_DECIMALS = 4
"""A share is shown in hundredths of a percent; more decimals are nobody's use."""

OF_P = {"threshold", "expected_false_link_share"}
HOLD_OUT = ("holdout_recall", "holdout_false_link_share")


def estimates(figures: Sequence[Figure], profile: Profile, *, p_open: bool, whole_open: bool) -> list[Figure]:
    """The estimates that may be shared; `p_open` and `whole_open`: rank P, and the unmatched, are not hidden."""
    shared: list[Figure] = []
    of_month = [
        figure
        for figure in figures
        if figure.table in {"rank_p", "linkage_error"}
        and figure.breakdown == "month"
        and figure.value is not None
    ]
    for figure in of_month:
        if figure.measure == "target":
            shared.append(estimate(figure, figure.value))
        elif figure.measure in OF_P and p_open:
            shared.append(estimate(figure, round(figure.value or 0, SHARE_DECIMALS)))
        elif figure.measure == "expected_missed_links" and whole_open and enough(figure, profile):
            shared.append(estimate(figure, float(profile.rounded(round(figure.value or 0)))))
    return shared + list(held_out({figure.measure: figure for figure in of_month}, profile))


def held_out(of_month: Mapping[str, Figure], profile: Profile) -> Iterable[Figure]:
    """Recall and wrong links of the hold-out with their intervals, where enough people are on both sides."""
    for name in HOLD_OUT:
        three = [of_month.get(measure) for measure in (name, f"{name}_low", f"{name}_high")]
        known = [figure for figure in three if figure and two_sided(figure, profile)]
        if len(known) == len(three):
            share, low, high = (figure.value or 0 for figure in known)
            made = remade(share, low, high, profile) or ()
            yield from (
                estimate(one, round(value, SHARE_DECIMALS)) for one, value in zip(known, made, strict=False)
            )


def enough(figure: Figure, profile: Profile) -> bool:
    """Whether enough people are behind an estimate."""
    return (figure.numerator_people or 0) >= profile.smallest
