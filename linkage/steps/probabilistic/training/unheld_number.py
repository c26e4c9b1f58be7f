"""
Events that bear a number nobody in HES holds, though their person is there under another: how many are there?

An old number, a slip that the check digit let pass, the number of somebody whom HES does not know. No equal number
proves such an event, and the share of wrong numbers among those that HES holds says nothing of it: nearly all numbers
that HES lacks are of people it lacks. So what is counted are events with such a number that agree in full with
somebody who has another, less as many as chance and copied records bring: people who are not in HES have neighbours
and households too. The rest, beside events in full agreement with the holder of their number, are the share.
"""

from collections.abc import Mapping
from math import expm1
from typing import NamedTuple

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.default_day import DefaultDays, day_sql
from linkage.steps.probabilistic.model.copies import Copies
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.model import Coincidence
from linkage.steps.probabilistic.posterior.copied import alike_by_chance, beyond_chance
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.steps.probabilistic.scoring.numbered_pair import ALONE
from linkage.steps.probabilistic.scoring.pattern import PRIOR
from linkage.steps.probabilistic.training.number_mixture import SOME
from linkage.words.month import last_day

Kind = tuple[str, str]
"""Age band and class of postcode."""


class Unheld(NamedTuple):
    """Events of one kind that bear a number, a birth date and a postcode."""

    held: int
    """Of a number that somebody in HES holds."""
    unheld: int
    """Of a number that nobody there holds."""
    alike: int
    """Of the latter, those in full agreement with somebody who has another number."""


def unheld_numbers(engine: Engine, month: str, days: DefaultDays) -> Mapping[Kind, Unheld]:
    """event_identity, identity, person, person_number, postcode_people -> the counts of kinds."""
    engine.create("numbered_record", numbered_sql(last_day(month), days))
    engine.create("unheld_neighbour", neighbour_sql())
    found = engine.rows(unheld_count_sql())
    for table in ("numbered_record", "unheld_neighbour"):
        engine.drop(table)
    return {
        (str(band), str(crowd)): Unheld(as_whole(held), as_whole(unheld), as_whole(alike))
        for band, crowd, held, unheld, alike in found
    }


def numbered_sql(last_day: str, days: DefaultDays) -> str:
    """
    event_identity, person_number, postcode_people -> a row per event identity with a number, its kind, and is it held?

    A default day says too little: a record that bears one agrees with whoever does.
    """
    listed = ", ".join(str(day) for day in days.event)
    whole = f" and {day_sql('event.birth_date')} not in ({listed})" if listed else ""
    return f"""
        select event.identity_key, event.birth_date, event.sex, event.postcode, event.events,
            holder.nhs_number is not null as is_held,
            {age_band_sql("event.birth_date", last_day)} as age_band, {crowd_sql("around")} as crowd
        from event_identity as event
        left join (select distinct nhs_number from person_number) as holder
          on holder.nhs_number = event.nhs_number
        left join postcode_people as around on around.postcode = event.postcode
        where event.nhs_number is not null and event.birth_date is not null
          and event.postcode is not null{whole}"""


def neighbour_sql() -> str:
    """numbered_record, identity -> a row per event whose number nobody holds and person who ever lived there."""
    return """
        select distinct event.identity_key, event.birth_date, event.sex, home.person_id
        from numbered_record as event
        join identity as home on home.postcode = event.postcode
        where not event.is_held"""


def unheld_count_sql() -> str:
    """
    numbered_record, unheld_neighbour, identity, person -> one row per kind: events held, unheld, alike.

    Neighbours are few, and the index is read once: joined with itself it would be held several times over.
    """
    return """
        with alike as (
            select distinct identity_key
            from (
                select event.identity_key, event.person_id
                from unheld_neighbour as event
                join person on person.person_id = event.person_id
                join identity as own on own.person_id = event.person_id
                where person.nhs_numbers > 0
                group by event.identity_key, event.person_id
                having max(case when own.birth_date = event.birth_date then 1 else 0 end) = 1
                    and max(case when event.sex is null or own.sex = event.sex then 1 else 0 end) = 1
            ) as met
        )
        select age_band, crowd,
            sum(case when is_held then events else 0 end) as held,
            sum(case when is_held then 0 else events end) as unheld,
            sum(case when alike.identity_key is not null then events else 0 end) as alike
        from numbered_record as numbered
        left join alike on alike.identity_key = numbered.identity_key
        where age_band is not null
        group by age_band, crowd
        order by age_band, crowd"""


def unheld_share(
    counts: Mapping[Kind, Unheld], copies: Copies, coincidence: Coincidence, there: float, wrong: float
) -> float:
    """
    Of the events of people with a number, the share that bears one nobody in HES holds.

    `there` is m of an equal postcode. Of few such events the share is drawn to `wrong`, that of wrong numbers among
    those that HES holds, which counts as much as PRIOR such events would, and at most as SOME events of any kind.
    """
    chance = alike_by_chance(coincidence)
    seen = 1 - ALONE * (1 - there)
    copied = {
        kind: another * (1 - copies.relatives) / seen
        for kind, another in beyond_chance(copies, coincidence).items()
    }
    right = sum(
        one.alike + one.unheld * expm1(-chance.get(kind, 0.0) - copied.get(kind, 0.0) / max(one.held, 1))
        for kind, one in counts.items()
    )
    own = sum(kind.own for kind in copies.kinds)
    found, likely = max(right, 0.0), max(wrong, LEAST_SHARE)
    weight = min(PRIOR / likely, SOME)
    return rounded((found + weight * likely) / (own + found + weight))
