"""
One monthly run from the outside: lock, look whether there is anything to do, link, judge, publish.

Everything that could fail happens before the switch: the last release is as it was until the new one is whole.
"""

from dataclasses import dataclass

from linkage.account import manifest_of
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.gates.judge import Judging
from linkage.inputs.fingerprint import fingerprints
from linkage.job import Inputs, link_month
from linkage.job_texts import check_texts
from linkage.keys import Key
from linkage.month_account import account_rows, left_out
from linkage.month_checks import balanced_ledger
from linkage.month_gates import facts_of, held_gates
from linkage.month_scope import linked_scope, scope_warnings
from linkage.monthly_report import has_workbook, write_dictionary_page, write_report
from linkage.new_gates import tell_new_gates
from linkage.probabilistic.versions import versions_told
from linkage.release import manifest as manifests
from linkage.release.carry import earlier_statistics_sql
from linkage.release.draft import start_draft
from linkage.release.layout import Layout
from linkage.release.lineage import held_against
from linkage.release.lock import hold
from linkage.release.manifest import Form, Manifest
from linkage.release.publish import publish
from linkage.release.published import Options
from linkage.release.recover import clear_work, told_left
from linkage.release.shown import shown
from linkage.release.standing import is_to_run, refuse_mixture, told_other_job
from linkage.report_facts import profile_of
from linkage.restated import release_with_same_rows
from linkage.shareable import refuse_other_rule
from linkage.shared_numbers import shared_before
from linkage.stages import Stages
from linkage.statistics.run import complete_statistics
from linkage.superseded import lost_rows
from linkage.surroundings import Surroundings
from linkage.tables import contract
from linkage.workspace import fingerprint, lists, open_engine, pseudonym_key, sources
from linkage.workspace import model as job_model


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the release that shows the month, and whether this run made it."""

    release: str
    published: bool
    manifest: Manifest
    same_as: str | None = None
    """A restatement that changed no row of links, pathways and events: the release it was held against."""


AS_SET = Judging()
"""The gates as the job file has them."""


def run_month(
    job: Job, month: str, around: Surroundings, *, restate: bool, judging: Judging = AS_SET
) -> Outcome:
    """
    Publish `month` (YYYY-MM), or find that it already stands as it would be. `judging` is for this run alone.

    Raises ConfigError, InputError, GateError, LockedError, ResourceError or IntegrityError; the current release is
    then exactly as it was.
    """
    started = around.now()
    rules = load_rules(job)
    check_texts(job, started.date())
    model = job_model(job, rules)
    if model and (told := versions_told(model)):
        around.warn(told)
    found, supplied = sources(job), lists(job)
    layout = Layout(job.output)
    with hold(layout):
        if left := clear_work(layout):
            around.warn(told_left(left, layout))
        key = pseudonym_key(job, layout, around.environment)
        digests = fingerprints(found)
        made_from = fingerprint(digests, job, rules, model, supplied, key)
        previous = current_manifest(layout)
        if other := told_other_job(previous, job.job.name):
            around.warn(other)
        refuse_mixture(previous, month, form(job, key.key_id))
        if previous is not None and not is_to_run(previous, month, made_from, restate=restate):
            return Outcome(previous.release, published=False, manifest=previous)
        past = held_against(layout, previous, month)
        tell_new_gates(previous, job, around.warn)
        profile = profile_of(job.outputs)
        shared = shared_before(layout) if profile else []
        if profile:
            refuse_other_rule(shared, month, profile)
        engine = open_engine(job, layout, found, unsafe_debug=around.unsafe_debug)
        try:
            stages = Stages(engine, around.progress, around.seconds)
            number = layout.next_number()
            inputs = Inputs(
                found,
                digests,
                supplied,
                rules,
                model,
                key,
                layout,
                job.lookups.deprivation_areas,
                job.linkage.evidence,
                around.warn,
            )
            absent = link_month(engine, stages, inputs, month, number, job.linkage.target_false_match_rate)
            warn_of_left_out(engine, rules, around)
            for lost in lost_rows(engine, previous):
                around.warn(lost.told())
            ledger = balanced_ledger(engine, month)
            target = job.linkage.target_false_match_rate
            earlier = earlier_statistics_sql(engine, layout, previous, contract("statistics"))
            leaves_alone = profile is not None and profile.national_exact
            scope = linked_scope(engine, job.outputs, month, shared if leaves_alone else [])
            for told in scope_warnings(scope, month, previous, shared, leaves_alone=leaves_alone):
                around.warn(told)
            complete_statistics(
                engine,
                month,
                account_rows(engine, rules, ledger, month, target),
                earlier,
                past.month if past else None,
                is_national=scope.is_national,
            )
            today = around.now().date()
            facts = facts_of(job, engine, ledger, month, today, earlier=earlier, previous=previous, past=past)
            verdict = held_gates(job, facts, judging, around.warn)
            manifest = manifest_of(
                job,
                rules,
                engine,
                stages,
                release=number,
                month=month,
                started=started,
                finished=around.now(),
                ledger=ledger,
                verdict=verdict,
                columns_absent=absent,
                key=key,
                model=model,
                made_from=made_from,
                past=past,
                scope=scope,
            )
            draft = start_draft(layout, number)
            draft.write_tables(engine, month, previous, options_of(job, key))
            same_as = release_with_same_rows(engine, layout, previous, draft.folder, month)
            write_report(draft.folder, job, manifest, previous, past)
            if not has_workbook():
                around.warn("no workbook was written: it needs `pip install 'hes-did-linkage[report]'`")
            write_dictionary_page(draft.folder, number, draft.options)
            published = publish(layout, draft, manifest)
        finally:
            engine.close()
            clear_work(layout)
    return Outcome(number, published=True, manifest=published, same_as=same_as)


def warn_of_left_out(engine: Engine, rules: Rules, around: Surroundings) -> None:
    """Tell of blocks that were too large to compare, and of the setting that decides it."""
    for block, values, events in left_out(engine) if rules.p else ():
        around.warn(
            f"{values:,} value(s) of {block}, borne by {events:,} event(s), are shared by too many people and were "
            "not compared by it; other blocks still may, and the posterior counts what was missed; to compare them, "
            "raise max_block_people under [p] in the rules"
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


def options_of(job: Job, key: Key) -> Options:
    """How the job has its tables published: under pseudonyms, every key that another file holds too is hashed."""
    if not job.outputs.pseudonymise_person:
        return Options(job.outputs.include_source_keys)
    return Options(job.outputs.include_source_keys, key.pads("person"), key.pads("record"))
