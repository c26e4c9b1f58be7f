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
from linkage.inputs.fingerprint import fingerprints
from linkage.job import Inputs, link_month
from linkage.key_warnings import key_warnings
from linkage.month_account import account_rows, left_out
from linkage.month_checks import balanced_ledger, held_gates
from linkage.monthly_report import has_workbook, write_dictionary_page, write_report
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
from linkage.release.published_events import published_events_sql
from linkage.release.recover import clear_work
from linkage.release.standing import is_to_run, refuse_mixture
from linkage.report_facts import profile_of
from linkage.shareable import refuse_other_rule
from linkage.shared_numbers import shared_before
from linkage.stages import Stages
from linkage.statistics.run import complete_statistics
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


def run_month(job: Job, month: str, around: Surroundings, *, restate: bool) -> Outcome:
    """
    Publish `month` (YYYY-MM), or find that it already stands as it would be.

    Raises ConfigError, InputError, GateError, LockedError, ResourceError or IntegrityError; the current release is
    then exactly as it was.
    """
    started = around.now()
    rules = load_rules(job)
    model = job_model(job, rules)
    if model and (told := versions_told(model)):
        around.warn(told)
    found, supplied = sources(job), lists(job)
    layout = Layout(job.output)
    with hold(layout):
        clear_work(layout)
        key = pseudonym_key(job, layout, around.environment)
        digests = fingerprints(found)
        made_from = fingerprint(digests, job, rules, model, supplied, key)
        previous = current_manifest(layout)
        refuse_mixture(previous, month, form(job, key.key_id))
        if previous is not None and not is_to_run(previous, month, made_from, restate=restate):
            return Outcome(previous.release, published=False, manifest=previous)
        past = held_against(layout, previous, month)
        if profile := profile_of(job.outputs):
            refuse_other_rule(shared_before(layout), month, profile)
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
                job.linkage.over_merged,
                published_events_sql(engine, layout, previous),
            )
            absent = link_month(engine, stages, inputs, month, number, job.linkage.target_false_match_rate)
            warn_of_left_out(engine, rules, around)
            for told in key_warnings(engine):
                around.warn(told)
            ledger = balanced_ledger(engine, month)
            target = job.linkage.target_false_match_rate
            complete_statistics(
                engine,
                month,
                account_rows(engine, rules, ledger, month, target),
                earlier_statistics_sql(engine, layout, previous, contract("statistics")),
                past.month if past else None,
            )
            gates = held_gates(job, engine, ledger, past)
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
                gates=gates,
                columns_absent=absent,
                key=key,
                model=model,
                made_from=made_from,
                past=past,
            )
            draft = start_draft(layout, number)
            pads = key.pads("person") if job.outputs.pseudonymise_person else None
            draft.write_tables(engine, month, previous, Options(job.outputs.include_source_keys, pads))
            write_report(draft.folder, job, manifest, previous, past)
            if not has_workbook():
                around.warn("no workbook was written: it needs `pip install 'hes-did-linkage[report]'`")
            write_dictionary_page(draft.folder, number, draft.options)
            published = publish(layout, draft, manifest)
        finally:
            engine.close()
            clear_work(layout)
    return Outcome(number, published=True, manifest=published)


def warn_of_left_out(engine: Engine, rules: Rules, around: Surroundings) -> None:
    """Tell of blocks that were too large to compare, and of the setting that decides it."""
    for block, values, events in left_out(engine) if rules.p else ():
        around.warn(
            f"{values:,} value(s) of {block}, borne by {events:,} event(s), are shared by too many people and were "
            "not compared by it; other blocks still may, and the posterior counts what was missed; to compare them, "
            "raise max_block_people under [p] in the rules"
        )


def current_manifest(layout: Layout) -> Manifest | None:
    """The manifest of the release that readers are shown, if there is one."""
    number = layout.current()
    return manifests.read_manifest(layout.release(number) / manifests.NAME) if number else None


def form(job: Job, key_id: str) -> Form:
    """What the job would publish, in the terms that every month of a release must share."""
    return Form(
        key_id=key_id,
        include_source_keys=job.outputs.include_source_keys,
        pseudonymise_person=job.outputs.pseudonymise_person,
    )
