"""The groups that are worst off, in one sentence, and why they are."""

from linkage.report.rounding import not_settled, not_shown
from linkage.report.screen.group import Group, JudgedGroups, Split

NO_SPLIT = "how many of them are in HES and were missed is not known here"


def worse_words(found: JudgedGroups, named: int | None = None) -> str:
    """What a reader may conclude; `named` groups at most are named of each kind."""
    rest = [not_settled(found.unsettled, "group")] if found.unsettled else []
    rest += [f"{not_shown(found.hidden, 'group')} and may be worse"] if found.hidden else []
    told = parts(found, named)
    if told:
        return ". ".join([*told[:-1], "; ".join([*told[-1:], *rest])]) + "."
    if not found.fine and rest:
        open_ones = [not_settled(found.unsettled, "group")] if found.unsettled else []
        if found.hidden:
            held = "are hidden or have nothing to be held against (disclosure control)"
            open_ones.insert(0, f"{found.hidden:,} {held}")
        what = "shown" if found.hidden else "settled"
        head = f"Whether a group of people is unmatched more often than the others is not {what}"
        return f"{head}: {'; '.join(open_ones)}."
    if not found.groups:
        return "No groups of people can be compared with one another."
    of_whom = f"{', '.join(found.kinds)}{' that is shown' if rest else ''}"
    fine = f"No group of {of_whom} is unmatched more often than the others, beyond what chance explains"
    return "; ".join([fine, *rest]) + "."


def parts(found: JudgedGroups, named: int | None) -> list[str]:
    """Those missed most often; those unmatched for other reasons, or where it is not known for which."""
    told = []
    if found.missed:
        told.append(f"Missed most often: {listed(found.missed, named, is_missed=True)}")
    if found.not_missed:
        head = (
            "Unmatched more often but not shown to be missed more often"
            if found.is_split
            else "Unmatched most often"
        )
        told.append(f"{head}: {listed(found.not_missed, named, is_missed=False)}")
        told[-1] += "" if found.is_split else f"; {NO_SPLIT}"
    return told


def listed(groups: tuple[Group, ...], named: int | None, *, is_missed: bool) -> str:
    """The first groups with their numbers, and how many more there are."""
    shown = "; ".join(group_words(group, is_missed=is_missed) for group in groups[:named])
    more = len(groups) - len(groups[:named])
    return f"{shown}; and {more:,} more" if more else shown


def group_words(group: Group, *, is_missed: bool) -> str:
    """A group with n and z; what its unmatched events are where that is known, else the rate of the others."""
    head = f"{group.name} ({group.unmatched:,} of {group.events:,} unmatched"
    if group.split is None:
        return f"{head}, {100 * group.rate:.2f}%; others {100 * group.others:.2f}%; z {group.z:.1f})"
    split = f"{number(group.split.missed)} missed, {number(group.split.not_in_hes)} not in HES, "
    split += f"{number(group.split.no_identifiers)} without identifiers"
    if is_missed:
        return f"{head}: {split}; {number(group.excess_missed)} more missed than of others, z {group.missed_z:.1f})"
    return f"{head}, z {group.z:.1f}: {split})"


def number(expected: float) -> str:
    """
    An expected number of events: whole from ten on.

    >>> number(12.6), number(0.44), number(0.0)
    ('13', '0.4', '0')
    """
    return f"{expected:,.0f}" if expected >= 9.95 or round(expected, 1) == 0 else f"{expected:.1f}"  # noqa: PLR2004


def why_parts(group: Group, split: Split) -> tuple[float, float, float]:
    """Of the excess of a group: what comes of its identifiers, of people not in HES, and of neither."""
    identifiers = split.standardised - group.events * group.others
    absent = split.not_in_hes - split.standardised_not_in_hes
    return identifiers, absent, group.excess - identifiers - absent


def why_words(found: JudgedGroups) -> str | None:
    """Why the worst group is worse, in one sentence; None where no group is, or it is not known."""
    group = next(iter((*found.missed, *found.not_missed)), None)
    if group is None or group.split is None or group.excess <= 0:
        return None
    names = (
        "because identifiers are missing or of no use",
        "because people are not in HES",
        "for neither reason",
    )
    shares = why_parts(group, group.split)
    main = names[max(range(len(shares)), key=lambda place: shares[place])]
    return (
        f"Why: {group.name} has {number(group.excess)} more unmatched events than at the rate of the others, mostly "
        f"{main}. Others with the same identifiers would have {number(group.split.standardised)} in the place of its "
        f"{group.unmatched:,}."
    )
