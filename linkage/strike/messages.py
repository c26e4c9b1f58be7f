"""What the user is told of a strike."""

from collections.abc import Mapping

from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.record.struck import Struck
from linkage.session.surroundings import Surroundings
from linkage.strike.find import FoundStrikes
from linkage.words.number_words import number_of


def struck_line(month: str, struck: Struck) -> str:
    """What was taken out of a month, in a line."""
    parts = []
    if struck.people or struck.events:
        people = number_of(struck.people, "person", "people")
        parts.append(f"{people} on the opt-out list struck, with {number_of(struck.events, 'event')}")
    if struck.moved:
        parts.append(f"{number_of(struck.moved, 'event')} struck that moved to another month")
    if struck.withdrawn:
        parts.append(f"{number_of(struck.withdrawn, 'event')} struck that were withdrawn")
    if signed := struck.sign_off_words():
        parts.append(f"the month was {signed}")
    return f"{month}: {'; '.join(parts)}"


def signed_off_and_struck(month: str, struck: Struck) -> str | None:
    """That a month which somebody has signed off is not as it was then, and what to do; None where nobody has."""
    signed = struck.sign_off_words()
    if signed is None:
        return None
    return (
        f"{month} was {signed}: what was signed stays in that release, and nobody has approved the month as it is "
        "now; have it looked at and signed off (`linkage releases approve JOB RELEASE`)"
    )


def emptied(month: str, events: int) -> str:
    """That a month is published without an event, since all it had are of people on the list, or are gone."""
    gone = "the only one that it had was" if events == 1 else f"all {events:,} that it had were"
    return (
        f"{month} is published without an event: {gone} taken out. If that is not so, put the "
        f"right opt-out list and files in their place and run `--month {month} --restate`"
    )


def still_held(layout: Layout, number: str, months: Mapping[str, Struck]) -> str:
    """That earlier releases still hold them, and what to do; releases never change."""
    holders = [
        other
        for other in layout.published()
        if int(other) < int(number) and set(read_manifest(layout.release(other) / NAME).months) & set(months)
    ]
    return (
        f"people on the opt-out list were struck from {', '.join(months)}. Earlier releases never change and still "
        f"hold them: {', '.join(holders)}. Take these out of use, and when nobody needs them run `linkage gc JOB "
        "--purge-opted-out`, which removes them and keeps what later shareable reports need to know"
    )


def tell_purged(decisions: int, answers: int, around: Surroundings) -> None:
    """That people who opted out are in no decision and answer any more, but in earlier copies; none: nothing."""
    said = [
        *([f"{number_of(decisions, 'decision')} in state/decisions.jsonl"] if decisions else ()),
        *([f"{number_of(answers, 'answer')} in state/review"] if answers else ()),
    ]
    if said:
        around.warn(
            f"{' and '.join(said)} of reviewers spoke of people on the opt-out list: whom, and why, is gone from "
            "there. secure/ of earlier releases has copies of decisions as they stood, which `linkage gc JOB "
            "--purge-opted-out` removes with these; one in the release that readers are shown stays until the next"
        )


def tell_purged_again(decisions: int, around: Surroundings) -> None:
    """That what a release was purged of was in the store all the same; none: nothing."""
    if decisions:
        around.warn(
            f"{number_of(decisions, 'decision')} of reviewers in state/decisions.jsonl named people who had opted out, "
            "since a run died at its end, or an earlier copy was put back: whom, and why, is gone from there again"
        )


def shown_again(layout: Layout, number: str) -> str | None:
    """That release `number` may hold people whom a later one, of another list, struck; None when none did."""
    made = read_manifest(layout.release(number) / NAME)
    later = [
        read_manifest(layout.release(other) / NAME)
        for other in layout.published()
        if int(other) > int(number)
    ]
    struck_by = [
        other.release
        for other in later
        if set(made.months) & set(other.struck) and made.opt_outs != other.opt_outs
    ]
    if not struck_by:
        return None
    return (
        f"release {number}, which readers are shown now, may hold people on the opt-out list, whom release "
        f"{', '.join(struck_by)} struck: run a month at once, new or published, and they are struck again"
    )


def struck_alone(manifest: Manifest) -> str:
    """That a release was published all the same, which holds nothing new and nobody on the list."""
    lines = "; ".join(struck_line(month, struck) for month, struck in manifest.struck.items())
    return f"Release {manifest.release} was published all the same, and only strikes. {lines}"


def unseen_lines(found: FoundStrikes) -> list[str]:
    """What could not be looked for in months of an earlier version."""
    return [
        f"nothing is kept of {month} to find opt-outs by (an earlier version published it): {events:,} events "
        f"that nobody was found for are in no DID file any more, and {people:,} people in no HES file; "
        "numbers on the list that only they bear could not be looked for. Supply those files once more, or publish "
        f"{month} again with --restate"
        for month, (events, people) in found.unseen.items()
    ]
