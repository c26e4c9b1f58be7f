"""A release of several months as far as it is written: its number, its draft, and the months that are whole in it."""

from dataclasses import dataclass

from linkage.commands.months.linked_release import Release
from linkage.commands.months.made_statistics import made_table
from linkage.commands.resume.step_text import steps_text
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.commands.run.opened_run import OpenedRun
from linkage.pipeline import month_steps
from linkage.release.broken_run import WholeStep
from linkage.release.content.draft import Draft, start_draft
from linkage.release.content.resumed_draft import can_go_on, is_as_written, resumed_draft, written
from linkage.release.layout import Layout
from linkage.release.record.delivery import LinkChanges
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_off import SignedOff
from linkage.session.run_inputs import Inputs
from linkage.strike.taken_out import taken_table


def begun(whole: WholeSteps, layout: Layout) -> Release:
    """The next release: that of a broken run with the months that are whole in it, else one that is not started."""
    number = whole.next_number()
    if number != whole.run.number or not can_go_on(layout, number):
        whole.cut_files()
        return Release(Draft(layout, number))
    files = {name: digest for step in whole.run.steps for name, digest in step.files.items()}
    if not is_as_written(layout, files):
        whole.cut_files()
        files = {}
    return Release(resumed_draft(layout, number, files), is_started=True)


def start(whole: WholeSteps, release: Release) -> None:
    """Spend the number of the release, unless that is done; what becomes of it is known after a break too."""
    if not release.is_started:
        whole.note(number=release.draft.number)
        start_draft(release.draft.layout, release.draft.number)
        release.is_started = True


def struck_draft(whole: WholeSteps, layout: Layout) -> Draft:
    """The draft of a release that only strikes: no month of a broken run is in it."""
    whole.cut_files()
    release = begun(whole, layout)
    start(whole, release)
    return release.draft


def month_digest(
    opened: OpenedRun,
    inputs: Inputs,
    release: Release,
    month: str,
    against: tuple[str, str] | None,
    *,
    beside: bool,
) -> str:
    """What a month in the release is made from: its steps, the months before it in the release, how it is judged."""
    number, target = release.draft.number, opened.job.linkage.target_false_match_rate
    steps = month_steps(inputs, opened.engine().dialect, month, number, target)
    before = (*release.made, "same", *release.same)
    given = (number, before, against, opened.judging, beside, *opened.of_month(inputs))
    return opened.whole.digest(month, steps_text(steps), *given)


def take(release: Release, month: str, step: WholeStep) -> None:
    """The month into the release, as it was written."""
    if step.answer is None:
        release.same.append(month)
        return
    found = step.answer
    release.manifest = release.made[month] = Manifest.model_validate_json(found["manifest"])
    release.against = tuple(found["against"]) if found["against"] else None
    if found["links"] is not None:
        release.links[month] = LinkChanges.model_validate(found["links"])
    release.signed_off += tuple(map(SignedOff.model_validate, found["signed_off"]))


@dataclass(frozen=True)
class Before:
    """Where a run stood before it linked a month."""

    place: int
    """Whole steps."""
    heard: int
    """Warnings."""
    signed_off: int
    """Sign-offs of months that are replaced."""


def before_month(whole: WholeSteps, release: Release) -> Before:
    """Where the run stands."""
    return Before(whole.at, len(whole.heard), len(release.signed_off))


def note_month(whole: WholeSteps, release: Release, month: str, digest: str, before: Before) -> None:
    """The month is written, or came out as it is published: in the list it takes the place of its steps."""
    made, links = release.made.get(month), release.links.get(month)
    signed_off = release.signed_off[before.signed_off :]
    old = {name for step in whole.run.steps for name in step.files}
    answer = None
    if made:
        answer = {
            "manifest": made.model_dump_json(),
            "against": release.against,
            "links": links.model_dump(mode="json") if links else None,
            "signed_off": [one.model_dump(mode="json") for one in signed_off],
        }
    whole.done(
        WholeStep(
            name=month,
            digest=digest,
            tables=whole.rows_of((taken_table(month), *((made_table(month),) if made else ()))),
            told=tuple(whole.heard[before.heard :]),
            entries=made_with(whole, before.place),
            files=written(release.draft, old) if whole.is_written else {},
            answer=answer,
        ),
        since=before.place,
    )


def made_with(whole: WholeSteps, place: int) -> tuple[str, ...]:
    """What the steps from `place` on used of the cache."""
    return tuple(dict.fromkeys(name for step in whole.run.steps[place:] for name in step.entries))
