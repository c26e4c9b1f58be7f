"""
One monthly run from the outside: lock, look whether there is anything to do, link, judge, publish.

Everything that could fail happens before the switch: the last release is as it was until the new one is whole.
"""

from dataclasses import replace

from linkage.commands.check.job_texts import check_texts
from linkage.commands.run.earlier_fingerprint import OPT_OUTS, in_terms_of_today
from linkage.commands.run.folder_warnings import folder_warnings
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.month_linking import link_and_publish
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.run.run_request import RunRequest
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.errors import ConfigError, GateError, NoEventError
from linkage.gates.judge import Judging
from linkage.release.content import secure_listing
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.record import manifest as manifests
from linkage.release.record.manifest import Form, Manifest
from linkage.release.recover import clear_left
from linkage.release.shown import shown
from linkage.release.standing import is_to_run, other_job_in_words, refuse_mixture, standing
from linkage.session.run_inputs import Inputs, job_inputs
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import lists, pseudonym_key, sources
from linkage.session.workspace import model as job_model
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.probabilistic.model.versions import versions_told
from linkage.strike.alone import Refused, strike_alone, with_struck
from linkage.strike.people import kept_folders

AS_SET = Judging()
"""The gates as the job file has them."""


def run_month(
    job: Job, month: str, around: Surroundings, *, restate: bool, judging: Judging = AS_SET
) -> Outcome:
    """
    Publish `month` (YYYY-MM), or find that it already stands as it would be. `judging` is for this run alone.

    Whoever is on the opt-out list is struck from every other month. Raises ConfigError, InputError, GateError,
    LockedError, ResourceError or IntegrityError; the current release is then exactly as it was, but for a release
    that only strikes: no gate, no month that has changed and no month without events holds that back.
    """
    started = around.now()
    rules = load_rules(job)
    check_texts(job, started.date())
    model = job_model(job, rules)
    if model and (warning := versions_told(model)):
        around.warn(warning)
    found, supplied = sources(job), lists(job)
    layout = Layout(job.output)
    with hold(layout):
        clear_left(layout, around.warn)
        key = pseudonym_key(job, layout, around.environment)
        inputs = job_inputs(
            job,
            rules,
            model,
            key,
            found=found,
            supplied=supplied,
            digests=fingerprints(found),
            warn=around.warn,
        )
        request = RunRequest(month, restate, judging, fingerprint(job, inputs), started)
        return link_or_strike(job, inputs, request, around)


def link_or_strike(job: Job, inputs: Inputs, request: RunRequest, around: Surroundings) -> Outcome:
    """Publish the month where there is something to do; where it is refused or stands, what is left to strike."""
    layout, month, made_from = inputs.layout, request.month, request.made_from
    previous = current_manifest(layout)
    if previous:
        secure_listing.refuse_changed_kept(layout, previous.release)
    if other := other_job_in_words(previous, job.job.name):
        around.warn(other)
    for warning in folder_warnings(layout, previous, request.started):
        around.warn(warning)
    refuse_mixture(previous, month, form(job, inputs.key.key_id))
    if previous:
        inputs = with_kept(inputs, previous)
    before = in_terms_of_today(previous, month, job, inputs.lists, inputs.key, made_from)
    refused: Refused | None = None
    try:
        if previous is None or is_to_run(before, month, made_from, restate=request.restate):
            return link_and_publish(job, inputs, request, around, previous)
    except (ConfigError, GateError, NoEventError) as problem:
        refused = problem
    list_is_new = previous is not None and previous.opt_outs != made_from[OPT_OUTS]
    struck = strike_alone(job, inputs, around, previous, request.started) if refused or list_is_new else None
    if refused:
        raise with_struck(refused, struck)
    stands = struck or previous
    if stands is None:
        raise ValueError("without a release before there is always something to do")
    is_unchanged = standing(before, month, made_from) == "unchanged"
    return Outcome(stands.release, struck is not None, stands, opt_outs_changed=not is_unchanged)


def with_kept(inputs: Inputs, previous: Manifest) -> Inputs:
    """The inputs, and what `previous` keeps of each month for people whose files are gone."""
    return replace(
        inputs,
        kept=tuple(kept_folders(inputs.layout, previous).values()),
        kept_pads=inputs.key.pads("person") if previous.pseudonymise_person else None,
    )


def current_manifest(layout: Layout) -> Manifest | None:
    """The manifest of the release that readers are shown, if there is one; IntegrityError when it is lost."""
    number = shown(layout)
    return manifests.read_manifest(layout.release(number) / manifests.NAME) if number else None


def form(job: Job, key_id: str) -> Form:
    """What the job would publish, in the terms that every month of a release must share."""
    return Form(
        key_id=key_id,
        include_source_keys=job.outputs.include_source_keys,
        pseudonymise_person=job.outputs.pseudonymise_person,
        pseudonymised=("person", "record") if job.outputs.pseudonymise_person else (),
    )
