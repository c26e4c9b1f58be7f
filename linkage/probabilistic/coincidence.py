"""
How many strangers agree with an event on birth date and postcode.

Twins, student halls and care homes make that far commoner than the product of two chances, and commonest
among the young. It is counted on proved events, the true person left out, and drawn towards the same count
over the whole index where a kind of event is rare.
"""

from calendar import monthrange

from linkage.engine.base import Engine
from linkage.probabilistic.age_band import age_band_sql
from linkage.probabilistic.model import Coincidence, Model

PRIOR_EVENTS = 1000
"""Events' worth of weight that the index-wide count has beside the proved events of a kind."""

SEX_LEVELS = {
    "exact": "other.sex = event.sex",
    "conflict": "other.sex <> event.sex",
    "missing": "true",
}


def coincidence(engine: Engine, month: str) -> tuple[Coincidence, ...]:
    """proved_event, proved_pair, identity, postcode_people -> mean strangers by age band, address and sex level."""
    numbered = engine.scalar(
        "select avg(case when nhs_numbers > 0 then cast(1 as double) else 0 end) from person"
    )
    share = max(float(str(numbered or 0)), 0.01)
    last_day = f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]:02}"
    found = []
    for sex_level, condition in SEX_LEVELS.items():
        proved = _counted(engine, _proved_sql(condition, sex_level, last_day))
        whole = _counted(engine, _index_sql(condition, sex_level, last_day))
        events, strangers = (sum(n) for n in zip(*whole.values(), strict=True)) if whole else (0, 0)
        overall = (strangers + 0.5) / (events + 1)
        for kind in sorted(proved.keys() | whole.keys()):
            index_events, index_strangers = whole.get(kind, (0, 0))
            index_mean = (index_strangers + overall * PRIOR_EVENTS) / (index_events + PRIOR_EVENTS)
            seen_events, seen_strangers = proved.get(kind, (0, 0))
            others = (seen_strangers + index_mean * PRIOR_EVENTS) / (seen_events + PRIOR_EVENTS)
            found.append(
                Coincidence(age_band=kind[0], communal=kind[1], sex_level=sex_level, others=others / share)
            )
    return tuple(found)


def _counted(engine: Engine, query: str) -> dict[tuple[str, bool], tuple[int, int]]:
    return {
        (str(band), bool(communal)): (int(str(events)), int(str(strangers)))
        for band, communal, events, strangers in engine.rows(query)
    }


def _summed_sql(event: str, condition: str, sex_level: str, last_day: str) -> str:
    """
    Events and agreeing strangers by kind; `event` gives record_key, person_id, nhs_number and the comparing values.

    A stranger is proved to be one by a number of their own; how many there are without one follows from the share
    of people who have a number. Whoever has none, or the same one, may be the event's person under another key.
    """
    sex_known = "true" if sex_level == "missing" else "event.sex is not null"
    return f"""
        select band, communal, count(*) as events, cast(sum(strangers) as bigint) as strangers
        from (
            select event.record_key, {age_band_sql("event.birth_date", last_day)} as band,
                coalesce(crowded.ignored, false) as communal,
                count(distinct case when other.person_id <> event.person_id and holder.nhs_numbers > 0
                    and own.person_id is null and {condition} then other.person_id end) as strangers
            from ({event}) as event
            left join identity as other on other.birth_date = event.birth_date and other.postcode = event.postcode
            left join person as holder on holder.person_id = other.person_id
            left join person_number as own
              on own.person_id = other.person_id and own.nhs_number = event.nhs_number
            left join postcode_people as crowded on crowded.postcode = event.postcode
            where event.birth_date is not null and event.postcode is not null and {sex_known}
            group by event.record_key, event.birth_date, crowded.ignored
        ) as counted
        where band is not null
        group by band, communal"""


def _proved_sql(condition: str, sex_level: str, last_day: str) -> str:
    """Proved events whose birth date the person holds: with a wrong number, the true person would be a stranger."""
    event = """
            select distinct event.identity_key as record_key, pair.person_id, event.nhs_number,
                event.birth_date, event.sex, event.postcode
            from proved_event as event
            join proved_pair as pair on pair.identity_key = event.identity_key
            join identity as held on held.person_id = pair.person_id and held.birth_date = event.birth_date"""
    return _summed_sql(event, condition, sex_level, last_day)


def _index_sql(condition: str, sex_level: str, last_day: str) -> str:
    event = """
            select identity_id as record_key, person_id, nhs_number, birth_date, sex, postcode
            from identity where nhs_number is not null"""
    return _summed_sql(event, condition, sex_level, last_day)


def joint_weight_sql(model: Model, sex_level: str) -> str:
    """
    Weight of birth date and postcode both exact, with the sex level in column `sex_level`: log2(m N / others), in bits.

    N is everybody in the index that the others were counted in, at training: their share is what stays when HES grows.
    A kind of event that the training files did not hold has the others of the kind that had most: prudent, and no
    reason to end a month. Null for a model that knows of no kind at all.
    """
    most = max((kind.others for kind in model.coincidence), default=None)
    others = (
        "coincidence.others" if most is None else f"coalesce(coincidence.others, cast({most!r} as double))"
    )
    exact = {name: p.m for name, levels in model.comparisons.items() for p in levels if p.level == "exact"}
    sex_m = " ".join(f"when '{p.level}' then cast({p.m!r} as double)" for p in model.comparisons["sex"])
    scale = exact["birth_date"] * exact["postcode"] * model.training.people
    return f"log2(cast({scale!r} as double) * coalesce(case {sex_level} {sex_m} end, 1) / {others})"


def coincidence_join_sql(sex_level: str, last_day: str) -> str:
    """Joins that give the event identity `event` its kind in the table coincidence; `last_day` as for age bands."""
    return f"""left join postcode_people as crowded on crowded.postcode = event.postcode
            left join coincidence
              on coincidence.age_band = {age_band_sql("event.birth_date", last_day)}
             and coincidence.communal = coalesce(crowded.ignored, false)
             and coincidence.sex_level = {sex_level}"""
