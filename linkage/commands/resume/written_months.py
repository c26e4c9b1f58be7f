"""A release of several months as far as it is written: its number, its draft, and the months that are whole in it."""

from linkage.commands.months.made_statistics import made_table
from linkage.commands.resume.step_text import steps_text
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.commands.run.drafted import Release
from linkage.commands.run.opened_run import OpenedRun
from linkage.pipeline import month_steps
from linkage.release.broken_run import WholeStep
from linkage.release.content.draft import Draft, start_draft
from linkage.release.content.resumed_draft import can_go_on, is_as_written, resumed_draft, written
from linkage.release.layout import Layout
from linkage.release.record.delivery import LinkChanges
from linkage.release.record.manifest import Manifest
from linkage.session.run_inputs import Inputs


def begin_draft(whole: WholeSteps, layout: Layout, *, anew: bool = False) -> Draft:
    """
    The draft of the next release: that of a broken run with the months that are whole in it, else a new one.

    `anew`: without these, but under the number if it was begun.
    """
    number = whole.run.number
    if anew:
        whole.cut_files()
    if number is not None and can_go_on(layout, number):
        files = {name: digest for step in whole.run.steps for name, digest in step.files.items()}
        if not is_as_written(layout, files):
            whole.cut_files()
            files = {}
        return resumed_draft(layout, number, files)
    whole.cut_files()
    number = layout.next_number()
    draft = start_draft(layout, number)
    whole.note(number=number)
    return draft


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


def note_month(whole: WholeSteps, release: Release, month: str, digest: str, place: int, heard: int) -> None:
    """The month is written, or came out as it is published: in the list it takes the place of its steps."""
    made, links = release.made.get(month), release.links.get(month)
    before = {name for step in whole.run.steps for name in step.files}
    answer = None
    if made:
        answer = {
            "manifest": made.model_dump_json(),
            "against": release.against,
            "links": links.model_dump(mode="json") if links else None,
        }
    whole.done(
        WholeStep(
            name=month,
            digest=digest,
            tables=whole.rows_of((made_table(month),)) if made else {},
            told=tuple(whole.heard[heard:]),
            files=written(release.draft, before) if whole.is_written else {},
            answer=answer,
        ),
        since=place,
    )
