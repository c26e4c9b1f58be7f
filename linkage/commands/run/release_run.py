"""One release of a run: what there is to do for the month asked for and for those that are published, and its doing."""

from linkage.commands.months.asked import Asked, months_before
from linkage.commands.months.lacking_events import lacking, not_tried
from linkage.commands.months.list_alone import STEP, index_for_strike, unread_delivery
from linkage.commands.months.look import look
from linkage.commands.months.opt_out_list import list_warnings
from linkage.commands.run.earlier_fingerprint import OPT_OUTS
from linkage.commands.run.folder_warnings import folder_warnings
from linkage.commands.run.month_linking import link_and_publish
from linkage.commands.run.new_gates import tell_new_gates
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.replaced_files import years_not_supplied
from linkage.commands.run.run_outcome import Outcome
from linkage.config.job import Job
from linkage.errors import ChangedError, ConfigError, GateError, NoEventError
from linkage.months.changes import NO_CHANGE
from linkage.release.content import secure_listing
from linkage.release.history import current
from linkage.release.record.delivery import Delivery, Done
from linkage.release.record.form import Form
from linkage.release.record.manifest import Manifest
from linkage.release.record.still_left import still_left
from linkage.release.standing import changed_in_words, other_job_in_words, refuse_mixture
from linkage.session.log_lines import run_id
from linkage.session.run_inputs import Inputs
from linkage.strike.alone import Refused, strike_alone, with_struck

NOTHING_YET = "nothing is published yet, so nothing can have changed: name a month with --month YYYY-MM"
"""What whoever asks for changed months alone is told before the first release."""


def make_release(opened: OpenedRun, month: str | None, asked: Asked) -> Outcome:
    """
    Publish `month` and, where asked, what has changed of the others; where there is nothing to link, what is to strike.

    `month` is None where only what has changed is asked for. Raises as run_job.
    """
    layout = opened.inputs.layout
    opened.around.named(run_id(opened.whole.next_number(), opened.started))
    previous = current(layout)
    for warning in list_warnings(opened.job, opened.inputs, previous):
        opened.around.warn(warning)
    if previous is None:
        return first_release(opened, month)
    secure_listing.refuse_changed_kept(layout, previous.release)
    if other := other_job_in_words(previous, opened.job.job.name):
        opened.around.warn(other)
    for warning in folder_warnings(layout, previous, opened.around.now()):
        opened.around.warn(warning)
    refuse_mixture(previous, month, form(opened.job, opened.inputs.key.key_id))
    if is_done(opened, previous, month, asked):
        return nothing_to_do(opened, previous)
    for warning in years_not_supplied(opened.inputs.sources, previous):
        opened.around.warn(warning)
    index = index_for_strike(opened, previous, month, asked)
    if index:
        opened.open_for(STEP)
    inputs = opened.beside(previous)
    if index:
        found = unread_delivery(opened, previous, index)
    else:
        opened.make_keys(inputs, opened.stages())
        found = look(opened, inputs, previous)
    retry = opened.job.linkage.retry_months
    delivery = decided(found, previous, month, asked, retry)
    for warning in not_tried(delivery, months_before(month, retry) if month else ()):
        opened.around.warn(warning)
    return linked_or_struck(opened, inputs, previous, month, delivery)


def first_release(opened: OpenedRun, month: str | None) -> Outcome:
    """The first release; ConfigError where no month is named."""
    if month is None:
        raise ConfigError(NOTHING_YET)
    opened.engine().create("event_change", NO_CHANGE)
    inputs = opened.beside(None)
    opened.make_keys(inputs, opened.stages())
    outcome = link_and_publish(opened, inputs, month, None, None)
    if outcome is None:
        raise ValueError("a first month is always published")
    return outcome


def nothing_to_do(opened: OpenedRun, previous: Manifest) -> Outcome:
    """The release that stands, and what it left, with half a delivery as a warning: files may still be mended."""
    left = still_left(previous.delivery)
    for warning in lacking(left) if left else ():
        opened.around.warn(warning)
    return Outcome(previous.release, published=False, manifest=previous, delivery=left, was_left=True)


def is_done(opened: OpenedRun, previous: Manifest, month: str | None, asked: Asked) -> bool:
    """Whether the current release was made from just what there is, and has all that is asked for."""
    if asked.restate or (month and month not in previous.months):
        return False
    affected = previous.delivery.affected if previous.delivery else {}
    made_from = previous.made_from
    if made_from is None and month:
        made_from = previous.fingerprints[month]
    if made_from != dict(opened.made_from):
        return False
    return month not in affected and not (asked.changed and set(affected) - set(asked.leave))


def decided(
    delivery: Delivery, previous: Manifest, month: str | None, asked: Asked, retry_months: int
) -> Delivery:
    """
    The delivery with what the run is to do to each month.

    In the last `retry_months` before `month`, people are looked for again for events without a link; but not where
    published events are in no file that counts, which the month would lose unasked.
    """

    def done(name: str) -> Done:
        change = delivery.months[name]
        if name == month and asked.restate:
            return "linked"
        if not change.is_affected:
            return "nothing"
        if name in asked.leave:
            return "carried"
        is_tried = name in tried and change.can_be_tried
        return "made again" if asked.changed else "tried again" if is_tried else "carried"

    tried = months_before(month, retry_months) if month else ()
    unknown = sorted(set(asked.leave) - set(previous.months))
    if unknown:
        raise ConfigError(f"--except {unknown[0]}: release {previous.release} does not hold that month")
    return delivery.with_done({name: done(name) for name in delivery.months})


def linked_or_struck(
    opened: OpenedRun, inputs: Inputs, previous: Manifest, month: str | None, delivery: Delivery
) -> Outcome:
    """Link what is to be linked; where that is refused, or there is nothing, what is left to strike."""
    tell_new_gates(previous, opened.job, opened.around.warn)
    for warning in lacking(delivery):
        opened.around.warn(warning)
    again = delivery.made_again
    change = delivery.months.get(month or "")
    is_to_link = month is not None and (change is None or change.done == "linked")
    refused: Refused | None = None
    if change and change.done == "carried" and month:
        refused = ChangedError(changed_in_words(previous, month, tuple(change.reasons())))
    try:
        if not refused and (is_to_link or again):
            wanted = month if is_to_link else None
            outcome = link_and_publish(opened, inputs, wanted, previous, delivery, again)
            if outcome:
                return outcome
    except (ConfigError, GateError, NoEventError) as problem:
        refused = problem
    struck = strike_alone(opened, inputs, previous, delivery)
    if refused:
        raise with_struck(refused, struck)
    stands = struck or previous
    is_new_list = previous.opt_outs != opened.made_from[OPT_OUTS]
    return Outcome(
        stands.release, struck is not None, stands, opt_outs_changed=is_new_list, delivery=delivery
    )


def form(job: Job, key_id: str) -> Form:
    """What the job would publish, in the terms that every month of a release must share."""
    return Form(
        key_id=key_id,
        include_source_keys=job.outputs.include_source_keys,
        pseudonymise_person=job.outputs.pseudonymise_person,
        pseudonymised=("person", "record") if job.outputs.pseudonymise_person else (),
    )
