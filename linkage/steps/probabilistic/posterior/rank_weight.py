"""
The model's weight and probability of a deterministic link: rank 1A, rank 8 and rank P on one scale.

A link whose birth date, sex and postcode are all exact, as nearly all are, needs no comparison. For the others the
levels of rank P are found, and whether somebody else agrees in full: a wrong number's own person often does. Weight
and likelihoods are then looked up by pattern; see `wrong_number`.
"""

from math import prod

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.empty import has_rows
from linkage.engine.making import Item, Worked, made, make
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays, day_sql, of_sides
from linkage.steps.probabilistic.levels.levels import FIELDS, comparisons
from linkage.steps.probabilistic.levels.pair_level import PAIR_CODE, pair_code_sql
from linkage.steps.probabilistic.model.model import Model, m_by_level
from linkage.steps.probabilistic.posterior.presence import EVERYTHING, NUMBER_MISSING
from linkage.steps.probabilistic.posterior.wrong_number import FACTORS, NO_BAND, WHOLE, load_rank_patterns
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.blocking import EVENT_PART, event_part_sql
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.steps.probabilistic.scoring.numbered_pair import equal_number_sql
from linkage.tables import contract

PLACE = f"stated.pattern % {FACTORS[0]} - stated.pattern % {FACTORS[1]}"
"""The postcode's part of the number of a pattern."""


def rank_weights_made(dialect: Dialect, model: Model, last_day: str) -> tuple[Item, ...]:
    """
    rank_decision, candidate, event_identity, the index, index_size and presence -> rank_weight.

    `last_day` as for rank P.
    """
    days = of_sides(model.default_days)
    return (
        made("settled_pair", settled_pair_sql, days),
        made("event_part", event_part_sql, dialect, f"({settled_event_sql()})").only_from(
            "settled_pair", columns=EVENT_PART
        ),
        made("pair_code", pair_code_sql, "settled_pair", days).only_from("settled_pair", columns=PAIR_CODE),
        Worked(
            lambda engine: load_met_patterns(engine, model),
            "The weight of every pattern that occurs, and how probable it is of a right and of a wrong number.",
            reads=("pair_code", "rank_decision"),
            writes=("rank_pattern",),
        ),
        made("beside", beside_sql).only_from("settled_pair", columns={"identity_key": "integer"}),
        made("rank_weight", rank_weight_sql, model, last_day).only_from(
            "rank_decision", columns=contract("rank_weight").types
        ),
    )


def make_rank_weight(engine: Engine, model: Model, last_day: str) -> None:
    """Make rank_weights_made."""
    make(engine, rank_weights_made(engine.dialect, model, last_day))


def load_met_patterns(engine: Engine, model: Model) -> None:
    """pair_code, rank_decision -> rank_pattern: without a decision there is nothing to be priced."""
    met = engine.rows(f"select distinct {pattern_number_sql()} from pair_code as code")
    whole = {WHOLE} if has_rows(engine, "rank_decision") else set()
    load_rank_patterns(engine, model, whole.union(as_whole(row[0]) for row in met))


def settled_pair_sql(days: DefaultDays = NO_DAYS) -> str:
    """One row per event identity that a rank settled on one person, but not by all three fields or on a default day."""
    whole = " and ".join(f"found.{field}_agreement = 'exact'" for field in FIELDS)
    defaults = sorted({*days.event, *days.person})
    default = f"{day_sql('event.birth_date')} in ({', '.join(str(day) for day in defaults)})"
    return f"""
        select decided.identity_key, decided.person_id, named.person_no
        from rank_decision as decided
        join candidate as found
          on found.identity_key = decided.identity_key and found.person_id = decided.person_id
        join event_identity as event on event.identity_key = decided.identity_key
        join person as named on named.person_id = decided.person_id
        where decided.people = 1 and (not ({whole}){f" or {default}" if defaults else ""})"""


def settled_event_sql() -> str:
    """settled_pair, event_identity -> its event identities."""
    return """
            select event.*
            from event_identity as event
            join settled_pair as pair on pair.identity_key = event.identity_key"""


def beside_sql() -> str:
    """One row per event identity of settled_pair with whose birth date, sex and postcode somebody else agrees."""
    same = " and ".join(f"other.{field} = event.{field}" for field in FIELDS)
    return f"""
        select distinct pair.identity_key
        from settled_pair as pair
        join event_identity as event on event.identity_key = pair.identity_key
        join identity as other on {same}
        where other.person_id <> pair.person_id"""


def rank_weight_sql(model: Model, last_day: str) -> str:
    """
    One row per event identity that a rank settled on one person, with the weight in bits and the probability.

    Where an event bears all three fields and its person agrees in not all of them, it counts whether somebody else
    does: the own person of a wrong number, when in the index (presence has how often, for events without a number)
    and without an error; the person whose data a record copied, always; for a right number, what chance brings.
    A rank that asks for no number has a weight and no probability. An equal number weighs what it does in rank P.
    """
    m = m_by_level(model.comparisons)
    whole = prod(m[field]["exact"] for field in FIELDS)
    return f"""
        with stated as ({rank_stated_sql(last_day)}
        ),
        likely as (
            select identity_key, person_id, has_number, bears_more, neighbours, priced.weight,
                {PLACE} = {FACTORS[1]} as lives_there,
                case when not bears_all or stated.pattern = {WHOLE} then own + copied
                    when is_beside then own * by_chance + copied else own end as is_right,
                wrong * case when not bears_all or stated.pattern = {WHOLE} then cast(1 as double)
                    when is_beside then cast({whole!r} as double) * there.phi
                    else 1 - cast({whole!r} as double) * there.phi end as is_wrong
            from stated
            join rank_pattern as priced
              on priced.pattern = stated.pattern and priced.age_band = stated.age_band
             and priced.crowd = stated.crowd
            cross join ({in_index_sql()}) as there
        )
        select identity_key, person_id,
            weight + case when has_number then {equal_number_sql(model.number, "not bears_more", "lives_there")}
                else cast(0 as double) end as match_weight,
            case when has_number then is_right / (is_right + is_wrong) end as match_probability
        from likely
        cross join index_size as size"""


def rank_stated_sql(last_day: str) -> str:
    """
    One row per event identity that a rank settled on one person: how the two agree, and what kind of event it is.

    Reads rank_decision, candidate, event_identity, pair_code, beside and postcode_people.
    """
    return f"""
            select decided.identity_key, decided.person_id,
                found.nhs_number_agreement = 'exact' as has_number,
                event.birth_date is not null and event.sex is not null and event.postcode is not null as bears_all,
                event.birth_date is not null or event.postcode is not null as bears_more,
                beside.identity_key is not null as is_beside,
                case when code.identity_key is null then {WHOLE} else {pattern_number_sql()} end as pattern,
                greatest(coalesce(around.people, 0) - 1, 1) as neighbours,
                coalesce({age_band_sql("event.birth_date", last_day)}, '{NO_BAND}') as age_band,
                {crowd_sql("around")} as crowd
            from rank_decision as decided
            join candidate as found
              on found.identity_key = decided.identity_key and found.person_id = decided.person_id
            join event_identity as event on event.identity_key = decided.identity_key
            left join pair_code as code on code.identity_key = decided.identity_key
            left join beside on beside.identity_key = decided.identity_key
            left join postcode_people as around on around.postcode = event.postcode
            where decided.people = 1"""


def pattern_number_sql() -> str:
    """The number of the pattern of a row `code` of pair_code."""
    return " + ".join(
        f"{factor} * code.{one.name}_code" for factor, one in zip(FACTORS, comparisons(), strict=True)
    )


def in_index_sql() -> str:
    """One row: phi of events without a number, or of the whole pool; presence -> phi."""
    return f"""
        select coalesce(max(case when stratum = '{NUMBER_MISSING}' then phi end),
            max(case when stratum = '{EVERYTHING}' then phi end)) as phi
        from presence"""
