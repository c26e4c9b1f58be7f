"""One month linked, judged and published, inside the lock: from files to a release, or to a reason why not."""

from dataclasses import dataclass, replace
from datetime import datetime

from linkage.commands.report.monthly_report import has_workbook, write_dictionary_page, write_report
from linkage.commands.report.report_facts import profile_of
from linkage.commands.report.shareable import refuse_other_rule
from linkage.commands.report.shared_numbers import Shared, shared_before
from linkage.commands.run.account import manifest_of
from linkage.commands.run.earlier_fingerprint import OPT_OUTS
from linkage.commands.run.job import link_month
from linkage.commands.run.key_warnings import key_warnings
from linkage.commands.run.month_account import account_rows, left_out
from linkage.commands.run.month_checks import balanced_ledger
from linkage.commands.run.month_gates import facts_of, held_gates
from linkage.commands.run.month_scope import linked_scope, scope_warnings
from linkage.commands.run.new_gates import tell_new_gates
from linkage.commands.run.release_options import published_options
from linkage.commands.run.restated import release_with_same_rows
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.run.superseded import lost_rows
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.disclosure.profile import Profile
from linkage.engine.base import Engine
from linkage.gates.judge import Judging
from linkage.release.content.carry import earlier_statistics_sql
from linkage.release.content.draft import start_draft
from linkage.release.content.published_events import published_events_sql
from linkage.release.publish import publish
from linkage.release.record.lineage import held_against
from linkage.release.record.manifest import Manifest
from linkage.release.record.scope import Scope
from linkage.release.recover import clear_work
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import open_engine
from linkage.steps.statistics.run import complete_statistics
from linkage.strike.run import write_with_strikes
from linkage.strike.told import still_held
from linkage.tables import contract


@dataclass(frozen=True)
class RunRequest:
    """What one run is asked for: the month, how its gates are judged, and what it would be made from."""

    month: str
    judging: Judging
    made_from: dict[str, str]
    started: datetime


def link_and_publish(
    job: Job, inputs: Inputs, request: RunRequest, around: Surroundings, previous: Manifest | None
) -> Outcome:
    """
    Link the month and publish it beside the months of `previous`, from which people on the opt-out list are struck.

    Raises GateError for a gate that does not hold, or a rule of disclosure control that is not the month's;
    InputError, ResourceError or IntegrityError; nothing is published then.
    """
    layout, month = inputs.layout, request.month
    past = held_against(layout, previous, month)
    tell_new_gates(previous, job, around.warn)
    profile = profile_of(job.outputs)
    shared = shared_before(layout) if profile else []
    if profile:
        refuse_other_rule(shared, month, profile)
    engine = open_engine(job, layout, inputs.sources, unsafe_debug=around.unsafe_debug)
    try:
        stages = Stages(engine, around.progress, around.seconds)
        number = layout.next_number()
        inputs = replace(inputs, published_events=published_events_sql(engine, layout, previous))
        link_month(engine, stages, inputs, month, number, job.linkage.target_false_match_rate)
        tell_of_rows(engine, inputs.rules, previous, around)
        ledger = balanced_ledger(engine, month)
        earlier = earlier_statistics_sql(engine, layout, previous, contract("statistics"))
        scope = scope_of_month(engine, job, month, previous, shared, profile, around)
        complete_statistics(
            engine,
            month,
            account_rows(engine, inputs.rules, ledger, month, job.linkage.target_false_match_rate),
            earlier,
            past.month if past else None,
            is_national=scope.is_national,
        )
        today = around.now().date()
        facts = facts_of(
            *(job, engine, ledger, month, today),
            earlier=earlier,
            previous=previous,
            past=past,
            has_model=inputs.model is not None,
        )
        verdict = held_gates(job, facts, request.judging, around.warn)
        manifest = manifest_of(
            job,
            inputs.rules,
            engine,
            stages,
            release=number,
            month=month,
            started=request.started,
            finished=around.now(),
            ledger=ledger,
            verdict=verdict,
            key=inputs.key,
            model=inputs.model,
            made_from=request.made_from,
            past=past,
            scope=scope,
        )
        draft = start_draft(layout, number)
        draft.begin(month, previous, published_options(job, inputs.key))
        struck = write_with_strikes(engine, draft, inputs, around)
        manifest = manifest.model_copy(update={"struck": struck, "opt_outs": request.made_from[OPT_OUTS]})
        same_as = release_with_same_rows(engine, layout, previous, draft.folder, month)
        write_report(draft.folder, job, manifest, previous, past)
        if not has_workbook():
            around.warn("no workbook was written: it needs `pip install 'hes-did-linkage[report]'`")
        write_dictionary_page(draft.folder, number, draft.options)
        published = publish(layout, draft, manifest)
    finally:
        engine.close()
        clear_work(layout)
    if struck:
        around.warn(still_held(layout, number, struck))
    return Outcome(number, published=True, manifest=published, same_as=same_as)


def scope_of_month(
    engine: Engine,
    job: Job,
    month: str,
    previous: Manifest | None,
    shared: list[Shared],
    profile: Profile | None,
    around: Surroundings,
) -> Scope:
    """Whether the linked month counts as the whole country's; the user is told what follows from it."""
    leaves_alone = profile is not None and profile.national_exact
    scope = linked_scope(engine, job.outputs, month, shared if leaves_alone else [])
    for told in scope_warnings(scope, month, previous, shared, leaves_alone=leaves_alone):
        around.warn(told)
    return scope


def tell_of_rows(engine: Engine, rules: Rules, previous: Manifest | None, around: Surroundings) -> None:
    """Tell of keys, of new files that lost rows to older ones, and of blocks too large to compare."""
    for block, values, events in left_out(engine) if rules.p else ():
        around.warn(
            f"{values:,} value(s) of {block}, borne by {events:,} event(s), are shared by too many people and were "
            "not compared by it; other blocks still may, and the posterior counts what was missed; to compare them, "
            "raise max_block_people under [p] in the rules"
        )
    for told in key_warnings(engine):
        around.warn(told)
    for lost in lost_rows(engine, previous):
        around.warn(lost.told())
