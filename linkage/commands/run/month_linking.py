"""One month linked, judged and published, inside the lock: from files to a release, or to a reason why not."""

from dataclasses import replace

from linkage.commands.report.monthly_report import has_workbook, write_dictionary_page, write_report
from linkage.commands.run.account import LinkedMonth, manifest_of
from linkage.commands.run.earlier_fingerprint import OPT_OUTS
from linkage.commands.run.job import link_month
from linkage.commands.run.key_warnings import key_warnings
from linkage.commands.run.month_account import account_rows, left_out
from linkage.commands.run.month_checks import balanced_ledger
from linkage.commands.run.month_gates import facts_of, held_gates
from linkage.commands.run.month_scope import linked_scope, scope_warnings
from linkage.commands.run.new_gates import tell_new_gates
from linkage.commands.run.published_before import PublishedBefore, published_before
from linkage.commands.run.release_options import published_options
from linkage.commands.run.replaced_files import years_not_supplied
from linkage.commands.run.restated import release_with_same_rows
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.run.run_request import RunRequest
from linkage.commands.run.superseded import lost_rows
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.release.content.carry import earlier_statistics_sql
from linkage.release.content.draft import start_draft
from linkage.release.content.published_events import published_events_sql
from linkage.release.publish import publish
from linkage.release.record.manifest import Manifest
from linkage.release.record.scope import Scope
from linkage.release.recover import clear_work
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import open_engine
from linkage.steps.statistics.run import complete_statistics
from linkage.strike.messages import still_held
from linkage.strike.run import write_with_strikes
from linkage.tables import contract


def link_and_publish(
    job: Job, inputs: Inputs, request: RunRequest, around: Surroundings, previous: Manifest | None
) -> Outcome:
    """
    Link the month and publish it beside the months of `previous`, from which people on the opt-out list are struck.

    Raises GateError for a gate that does not hold, or a rule of disclosure control that is not the month's;
    InputError, ResourceError or IntegrityError; nothing is published then.
    """
    layout = inputs.layout
    tell_new_gates(previous, job, around.warn)
    before = published_before(job, layout, request.month, previous)
    engine = open_engine(job, layout, inputs.sources, unsafe_debug=around.unsafe_debug)
    try:
        inputs = replace(inputs, published_events=published_events_sql(engine, layout, previous))
        linked = linked_month(engine, job, inputs, request, before, around)
        manifest = manifest_of(engine, job, inputs, request, linked, around.now())
        draft = start_draft(layout, linked.number)
        draft.begin(request.month, previous, published_options(job, inputs.key))
        struck = write_with_strikes(engine, draft, inputs, around)
        manifest = manifest.model_copy(update={"struck": struck, "opt_outs": request.made_from[OPT_OUTS]})
        same_as = release_with_same_rows(engine, layout, previous, draft.folder, request.month)
        write_report(draft.folder, job, manifest, previous, before.past)
        if not has_workbook():
            around.warn("no workbook was written: it needs `pip install 'hes-did-linkage[report]'`")
        write_dictionary_page(draft.folder, linked.number, draft.options)
        published = publish(layout, draft, manifest)
    finally:
        engine.close()
        clear_work(layout)
    if struck:
        around.warn(still_held(layout, linked.number, struck))
    return Outcome(linked.number, published=True, manifest=published, same_as=same_as)


def linked_month(
    engine: Engine,
    job: Job,
    inputs: Inputs,
    request: RunRequest,
    before: PublishedBefore,
    around: Surroundings,
) -> LinkedMonth:
    """The month linked, counted and judged in the engine's tables; GateError for a gate that does not hold."""
    layout, month, target = inputs.layout, request.month, job.linkage.target_false_match_rate
    stages = Stages(engine, around.progress, around.seconds)
    number = layout.next_number()
    link_month(engine, stages, inputs, month, number, target)
    tell_of_rows(engine, inputs.rules, before.previous, around)
    for warning in years_not_supplied(inputs.sources, before.previous):
        around.warn(warning)
    ledger = balanced_ledger(engine, month)
    earlier = earlier_statistics_sql(engine, layout, before.previous, contract("statistics"))
    scope = scope_of_month(engine, job, month, before, around)
    complete_statistics(
        engine,
        month,
        account_rows(engine, inputs.rules, ledger, month, target),
        earlier,
        before.past.month if before.past else None,
        is_national=scope.is_national,
    )
    today, has_model = around.now().date(), inputs.model is not None
    facts = facts_of(engine, job, month, ledger, before, earlier=earlier, today=today, has_model=has_model)
    verdict = held_gates(job, facts, request.judging, around.warn)
    return LinkedMonth(number, stages, ledger, scope, verdict, before.past)


def scope_of_month(
    engine: Engine, job: Job, month: str, before: PublishedBefore, around: Surroundings
) -> Scope:
    """Whether the linked month counts as the whole country's; the user is told what follows from it."""
    leaves_alone = before.profile is not None and before.profile.national_exact
    scope = linked_scope(engine, job.outputs, month, before.shared if leaves_alone else [])
    for warning in scope_warnings(scope, month, before.previous, before.shared, leaves_alone=leaves_alone):
        around.warn(warning)
    return scope


def tell_of_rows(engine: Engine, rules: Rules, previous: Manifest | None, around: Surroundings) -> None:
    """Tell of keys, of new files that lost rows to older ones, and of blocks too large to compare."""
    for block, values, events in left_out(engine) if rules.p else ():
        around.warn(
            f"{values:,} value(s) of {block}, borne by {events:,} event(s), are shared by too many people and were "
            "not compared by it; other blocks still may, and the posterior counts what was missed; to compare them, "
            "raise max_block_people under [p] in the rules"
        )
    for warning in key_warnings(engine):
        around.warn(warning)
    for lost in lost_rows(engine, previous):
        around.warn(lost.warning())
