"""What should be done about what a report found."""

from linkage.report.chapters.history import NO_NUMBER, UNMATCHED, ChartedSeries
from linkage.report.facts import ReportFacts, is_signed_off
from linkage.report.figures import Figures, value
from linkage.report.moves import whole_move
from linkage.report.table import ShownCell
from linkage.report.worse import judged

SLACK = 0.0005
"""By how much a shared estimate may be off: closer to the target than this it settles nothing."""
NAMED = 3
"""Providers and groups named on the first screen; the rest are in their chapters."""


def to_do(figures: Figures, facts: ReportFacts, loud: list[ChartedSeries]) -> tuple[str, ...]:
    """What follows from all this."""
    found = mended(facts)
    asked = sorted({facts.named(one.subject) for one in loud if one.line is NO_NUMBER})
    if asked:
        found.append(
            f"Ask {', '.join(asked[:NAMED])}{' and others' if len(asked) > NAMED else ''} why NHS numbers are missing "
            "or unusable, and run the month again when they are supplied."
        )
    unmatched = sorted({facts.named(one.subject) for one in loud if one.line is UNMATCHED} - set(asked))
    if unmatched:
        found.append(
            f"Look into the events without a person of {', '.join(unmatched[:NAMED])}"
            f"{' and others' if len(unmatched) > NAMED else ''} before using them alone."
        )
    whole = whole_move(figures, facts.disclosure)
    if facts.compared and whole is not None and whole.is_triggered:
        found.append(
            f"Find out what moved the unmatched rate since {facts.compared}: the chapter on change names the groups."
        )
    if doubts_of_error(figures):
        found.append("Use only links of rank P with a high match_probability, or train the model again.")
    groups = judged(figures, facts.disclosure)
    if groups.worse:
        found.append("In an analysis of the groups named above, show how many of each could not be linked.")
    if groups.hidden or groups.unsettled:
        found.append(
            "Before an analysis of people, ask those who may see the internal report about the groups that are not "
            "shown or not settled here."
        )
    if any(month == figures.period for month, _ in facts.changes):
        found.append("Compare with earlier months only with care: the method is new this month.")
    elif facts.changes:
        found.append(
            "Across a change of method compare with care, or run the earlier months again with --restate."
        )
    if not is_signed_off(facts.approvals, facts.release):
        said = any(one.release == facts.release for one in facts.approvals)
        why = "no approval of it stands" if said else "nobody has approved it yet"
        found.append(f"Have release {facts.release} signed off: {why}.")
    return tuple(found)


def mended(facts: ReportFacts) -> list[str]:
    """What to do about files that the month was linked without."""
    if not facts.files_aside:
        return []
    return [
        "Have the files that could not be used mended or sent again, and run the month again with --restate."
    ]


def nothing_words(facts: ReportFacts, *, is_first: bool) -> str:
    """What stands where there is nothing to do; of shared numbers, that it is said of what is shown."""
    if facts.disclosure is not None:
        return "Nothing that the numbers shown here ask for; the internal report may ask for more."
    return "Nothing: the month has been signed off" + (
        "." if is_first else ", and it is as earlier ones were."
    )


def above_target(figures: Figures) -> bool | None:
    """Whether more wrong links are expected than the job allows; None where that is not shown or not estimated."""
    found, target = error_and_target(figures)
    if not isinstance(found, float) or not isinstance(target, float):
        return None
    slack = SLACK if figures.is_controlled else 0.0
    return None if abs(found - target) < slack else found > target


def doubts_of_error(figures: Figures) -> list[str]:
    """More wrong links expected than the job allows."""
    found, target = error_and_target(figures)
    if above_target(figures) and isinstance(found, float) and isinstance(target, float):
        return [
            f"{100 * found:.2f}% of the links of rank P are expected to be wrong, {100 * target:.2f}% is allowed"
        ]
    return []


def error_and_target(figures: Figures) -> tuple[ShownCell, ShownCell]:
    """Expected share of wrong links of rank P, and the share that the job allows."""
    found, target = (
        figures.cell("rank_p", "month", figures.period, name)
        for name in ("expected_false_link_share", "target")
    )
    return value(found), value(target)
