"""One month linked, counted and judged, once files and index are read."""

from collections.abc import Iterator

from linkage.commands.months.draw_warnings import month_draw_warnings
from linkage.commands.months.opt_out_list import known_list
from linkage.commands.run.account import LinkedMonth
from linkage.commands.run.key_warnings import key_warnings
from linkage.commands.run.month_account import account_rows, left_out, reach_rows
from linkage.commands.run.month_checks import balanced_ledger
from linkage.commands.run.month_gates import facts_of, held_gates
from linkage.commands.run.month_scope import linked_scope, scope_warnings
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.published_before import PublishedBefore
from linkage.commands.run.superseded import lost_rows
from linkage.config.job import Job
from linkage.config.rules import RankP, Rules
from linkage.engine.base import Engine
from linkage.gates.reading import hospital_until
from linkage.pipeline import month_steps
from linkage.release.record.manifest import Manifest
from linkage.release.record.scope import Scope
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.session.surroundings import Surroundings
from linkage.steps.statistics.run import complete_statistics
from linkage.strike.messages import emptied


def link_one(
    opened: OpenedRun,
    inputs: Inputs,
    month: str,
    number: str,
    before: PublishedBefore,
    stages: Stages,
    earlier: str | None,
) -> LinkedMonth:
    """
    The month linked in the tables of the engine, to be published as release `number`; GateError for a gate that fails.

    `earlier` is a table expression of the statistics that it is compared with.
    """
    engine, job, around = opened.engine(), opened.job, opened.around
    target = job.linkage.target_false_match_rate
    steps = month_steps(inputs, engine.dialect, month, number, target)
    opened.make(stages, steps, *opened.of_month(inputs), month=month)
    tell_of_rows(engine, inputs.rules, before.previous, around)
    for warning in month_draw_warnings(engine, month) if inputs.link_draws else ():
        around.warn(warning)
    ledger = balanced_ledger(engine, month)
    if ledger.events == 0:
        around.warn(emptied(month, ledger.opted_out))
    scope = scope_of_month(engine, job, month, before, around)
    reached = hospital_until(engine, around.now().date(), job.gates.judged_from_events)
    complete_statistics(
        engine,
        month,
        [*account_rows(engine, inputs.rules, ledger, month, target), *reach_rows(month, reached)],
        earlier,
        before.past_month,
        is_national=scope.is_national,
    )
    facts = facts_of(
        engine,
        job,
        month,
        ledger,
        before,
        earlier=earlier,
        reached=reached,
        opt_outs=len(inputs.lists.opted_out_numbers),
        listed=known_list(inputs),
        has_model=inputs.model is not None,
    )
    opened.were_gates_judged = True
    verdict = held_gates(job, facts, opened.judging, around.warn)
    return LinkedMonth(number, stages, ledger, scope, verdict, before.against, before.previous)


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
    for warning in block_warnings(engine, rules.p) if rules.p else ():
        around.warn(warning)
    for warning in key_warnings(engine):
        around.warn(warning)
    for lost in lost_rows(engine, previous):
        around.warn(lost.warning())


def block_warnings(engine: Engine, rules: RankP) -> Iterator[str]:
    """
    What to say of blocks too large to compare; reads block_left_out.

    Of those that max_block_people_without_place bounds the report alone tells: a large index has them every month.
    """
    for block, values, events in left_out(engine):
        setting, _ = rules.cap(block.split("+"))
        if setting == "max_block_people":
            yield (
                f"{values:,} value(s) of {block}, borne by {events:,} event(s), are shared by too many people and were "
                "not compared by it; other blocks still may, and the posterior counts what was missed; to compare "
                "them, raise max_block_people under [p] in the rules"
            )
