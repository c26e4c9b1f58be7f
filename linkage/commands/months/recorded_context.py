"""The context of a month that was just linked, as its manifest has it."""

from linkage.commands.months.draw_warnings import held_out
from linkage.commands.run.month_account import left_out
from linkage.engine.base import Engine
from linkage.engine.table import has_table
from linkage.engine.value import as_number, as_whole
from linkage.release.record.context import MonthContext
from linkage.session.run_inputs import Inputs


def recorded_context(engine: Engine, inputs: Inputs, number: str, index: str) -> MonthContext:
    """The numbers of the context that release `number` linked the month in; `index` names the person index."""
    has_p = inputs.rules.p is not None and inputs.model is not None
    near = has_p and has_table(engine, "pool_near_miss")
    phi = engine.rows("select stratum, phi from presence order by stratum") if has_p else []
    return MonthContext(
        release=number,
        index=index,
        people=int(engine.number("select people from index_size") or 0)
        if has_p
        else engine.count("select count(*) from person"),
        crowded_postcodes=engine.count("select count(*) from postcode_people where ignored"),
        model_id=inputs.model.model_id if inputs.model else None,
        threshold=engine.number("select probability from threshold") if has_p else None,
        phi={str(stratum): as_number(value) for stratum, value in phi},
        near_miss_share=engine.number("select share from pool_near_miss") if near else None,
        blocks_left_out={block: values for block, values, _ in left_out(engine)} if has_p else {},
        link_draws=inputs.link_draws,
        held_out=held_out(engine) if has_p else None,
        decisions=decided_counts(engine),
        is_kept_from=inputs.context.parent.name if inputs.context else None,
    )


def decided_counts(engine: Engine) -> dict[str, int]:
    """bearing_decision, decided_event -> how many events by what the decisions on them came to; none: not there."""
    return {
        str(what): as_whole(events)
        for what, events in engine.rows("""
            select effect as what, count(*) from decided_event
            where event_id not in (select event_id from opted_out_event) group by effect
            union all
            select outcome, count(distinct event_id) from bearing_decision where outcome <> 'bears' group by outcome
            order by 1""")
    }
