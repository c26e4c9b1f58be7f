"""What should be done about what a report found."""

from linkage.report.facts import ReportFacts, is_signed_off
from linkage.report.figures import Figures
from linkage.report.screen.error_known import error_known
from linkage.report.screen.family import ALL, Compared, Family
from linkage.report.screen.family_words import subject
from linkage.report.screen.line import NO_NUMBER, UNMATCHED, VOLUME
from linkage.report.worse import judged

NAMED = 3
"""Providers and groups named on the first screen; the rest are in their chapters."""


def to_do(figures: Figures, facts: ReportFacts, found: Family, loud: list[Compared]) -> tuple[str, ...]:
    """What follows from all this; `loud` are the comparisons named on the first screen."""
    told = [*mended(facts), *of_loud(facts, loud)]
    whole = found.of("month", ALL, UNMATCHED)
    if whole is not None and whole.is_named:
        told.append("Find out what moved the unmatched rate: the chapter on change names the groups.")
    if error_known(figures).doubts():
        told.append("Use only links of rank P with a high match_probability, or train the model again.")
    told += [*of_groups(figures, facts), *of_method(figures, facts)]
    if not is_signed_off(facts.approvals, facts.release):
        said = any(one.release == facts.release for one in facts.approvals)
        why = "no approval of it stands" if said else "nobody has approved it yet"
        told.append(f"Have release {facts.release} signed off: {why}{no_more_as_signed(facts)}.")
    return tuple(told)


def no_more_as_signed(facts: ReportFacts) -> str:
    """
    After a semicolon each, months that somebody signed off and that were linked again, or struck from; else nothing.

    What was linked again may have come out the same, so that it is not said to be otherwise.
    """
    again = [month for month, _ in facts.signed_before if month in facts.signed_and_linked]
    struck = [month for month, _ in facts.signed_before if month not in facts.signed_and_linked]
    told = ""
    if again:
        was, it = ("was", "it was") if len(again) == 1 else ("were", "they were")
        told = f"; {', '.join(again)} {was} linked again since {it} signed off"
    if struck:
        told += f"; {', '.join(struck)} {'is' if len(struck) == 1 else 'are'} not as signed off before"
    return told


def of_loud(facts: ReportFacts, loud: list[Compared]) -> list[str]:
    """What to do about providers and groups that are worse than they were."""
    told = []
    worse = [one for one in loud if one.is_worse and not one.is_whole]
    providers = [one for one in worse if one.breakdown == "provider"]
    asked = names(providers, facts, NO_NUMBER)
    if asked:
        told.append(
            f"Ask {listed(asked)} why NHS numbers are missing or unusable, and run the month again when they are "
            "supplied."
        )
    if fewer := names(providers, facts, VOLUME):
        told.append(
            f"Ask {listed(fewer)} whether all events were sent, and run the month again when they are."
        )
    if unmatched := [name for name in names(worse, facts, UNMATCHED) if name not in asked]:
        told.append(f"Look into the events without a person before using them alone: {listed(unmatched)}.")
    return told


def of_groups(figures: Figures, facts: ReportFacts) -> list[str]:
    """What to do about groups that are worse off than others."""
    groups = judged(figures, facts.disclosure)
    told = []
    if groups.worse or groups.missed:
        which = "missed most often" if groups.missed else "named above"
        told.append(f"In an analysis of the groups {which}, show how many of each could not be linked.")
    if groups.hidden or groups.unsettled:
        told.append(
            "Before an analysis of people, ask those who may see the internal report about the groups that are not "
            "shown or not settled here."
        )
    return told


def of_method(figures: Figures, facts: ReportFacts) -> list[str]:
    """What to do where the method changed."""
    if any(month == figures.period for month, _ in facts.changes):
        return ["Compare with earlier months only with care: the method is new this month."]
    if facts.changes:
        return [
            "Across a change of method compare with care, or run the earlier months again with --restate."
        ]
    return []


def names(loud: list[Compared], facts: ReportFacts, line: object) -> list[str]:
    """Whose rate it is, each once."""
    return sorted({subject(one, facts) for one in loud if one.line is line})


def listed(found: list[str]) -> str:
    """The first of them."""
    return ", ".join(found[:NAMED]) + (" and others" if len(found) > NAMED else "")


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
