"""People who are nowhere before: unrelated to every event, or so like one that its link must be undone."""

from collections.abc import Sequence

from linkage.errors import ConfigError

from ..draws import Draws
from ..people.nhs_numbers import check_digit_sql, stem_sql
from ..people.postcodes import UNIT_LETTERS
from .base import line_sql
from .counted import delivery_sql
from .settings import YearSettings

AREA = "AA"
"""An area that no postcode of the world, nor of the Post Office, lies in."""

FEWEST_OTHER_PLACES = 3
"""Places in which a new number differs at the least from every number of an event that is nobody's."""


def new_number_sql(draws: Draws, settings: YearSettings) -> str:
    """Numbers that nobody of the world bears and no mistyped number comes near: nth, number."""
    wanted = settings.look_alikes + settings.unrelated
    tried = settings.people * 9 // 8 + 100
    return f"""
        with stem as (
            select range as place, {stem_sql("range", draws.seed)} as stem
            from range({tried}, {tried + wanted * 3 + 1000})
        ),
        valid as (
            select place, concat(stem, check_digit) as number
            from (select place, stem, {check_digit_sql("stem")} as check_digit from stem) as checked
            where check_digit < 10
        ),
        nobodys as (
            select distinct NHS_NUMBER as number from base_did
            where length(NHS_NUMBER) = 10 and NHS_NUMBER not in (select nhs_number from world_nhs_number)
        )
        select row_number() over (order by place) as nth, number
        from valid
        where number <> reverse(number) and not exists (
            select 1 from nobodys where hamming(nobodys.number, valid.number) < {FEWEST_OTHER_PLACES})"""


def free_day_sql(draws: Draws) -> str:
    """Birth dates in an order of their own, those that no event bears first: nth, day, and whether it is free."""
    return f"""
        select row_number() over (order by borne, {draws.unit("free day", "day")}, day) - 1 as nth, day,
            borne = 0 as is_free
        from (
            select day, cast(day in (select PERSON_BIRTH_DATE from base_did where PERSON_BIRTH_DATE is not null)
                as integer) as borne
            from (select cast(date '1930-01-02' + cast(range as integer) as varchar) as day from range(29000)) as days
        ) as days"""


def alike_sql(draws: Draws, settings: YearSettings) -> str:
    """
    The events that somebody else is going to look like: key, month, nth, birth date, sex, postcode.

    They bear no number and were sent before; one person alone had their birth date, sex and postcode.
    """
    known = settings.look_alikes_at - 1
    postcode = "replace(HOMEADD, ' ', '')"
    held = " union ".join(
        f"""select DOB as held_date, SEX as held_sex, {postcode} as held_postcode, TOKEN_PERSON_ID as person
            from life_{dataset} where born <= {known}"""
        for dataset in ("apc", "op", "ae")
    )
    return f"""
        select key, month, birth_date, sex, postcode,
            row_number() over (order by {draws.unit("look-alike", "key")}, key) as nth
        from (
            select key, substr(DIAGNOSTIC_TEST_DATE, 1, 7) as month, PERSON_BIRTH_DATE as birth_date,
                PERSON_GENDER_CODE as sex, replace(POSTCODE, ' ', '') as postcode
            from event_fate
            where NHS_NUMBER is null and fate is null and due <= {known} and PERSON_BIRTH_DATE not like '%-01-01'
        ) as event
        join (select held_date, held_sex, held_postcode, count(*) as people from ({held}) as held group by all) as alone
            on held_date = birth_date and held_sex = sex and held_postcode = postcode and people = 1
        qualify nth <= {settings.look_alikes}"""


def newcomer_sql(draws: Draws, settings: YearSettings) -> str:
    """One row per person who comes: number, birth date, sex, postcode, person key, from which delivery on, and why."""
    alike, letters = settings.look_alikes, f"'{UNIT_LETTERS}'"
    size = len(UNIT_LETTERS)
    unit = (
        f"substr({letters}, 1 + nth // 81 % {size}, 1), substr({letters}, 1 + nth // {81 * size} % {size}, 1)"
    )
    days = "(select count(*) from free_day where is_free)"
    return f"""
        select nth, number, upper(md5(concat('{draws.seed}|newcomer|', nth))) as person,
            coalesce(alike.birth_date, day) as birth_date,
            coalesce(alike.sex, {draws.chosen("sex of newcomer", {"1": 1.0, "2": 1.0}, "number")}) as sex,
            case when alike.key is not null then
                concat(rpad(substr(alike.postcode, 1, length(alike.postcode) - 3), 5, ' '), right(alike.postcode, 3))
                else concat('{AREA}', 1 + nth % 9, '  ', 1 + nth // 9 % 9, {unit}) end as postcode,
            case when alike.key is null then {settings.unrelated_at} else {settings.look_alikes_at} end as since,
            case when alike.key is null then 'unrelated' else 'look-alike' end as why
        from (
            select cast(nth as integer) as nth, number from new_number where nth <= {alike + settings.unrelated}
        ) as new
        left join alike using (nth)
        left join (select nth as place, day from free_day) as free
            on place = new.nth % case when {days} = 0 then (select count(*) from free_day) else {days} end
        where nth > {alike} or alike.key is not null"""


def newcomer_rows_sql(draws: Draws, settings: YearSettings, columns: Sequence[str]) -> str:
    """One row per newcomer: an appointment of the first month, otherwise like somebody's."""
    own = {
        "ATTENDKEY": "concat('99', lpad(cast(newcomer.nth as varchar), 12, '0'))",
        "TOKEN_PERSON_ID": "person", "NEWNHSNO": "number", "DOB": "birth_date", "SEX": "newcomer.sex",
        "HOMEADD": "postcode",
    }  # fmt: skip
    filled = {column: own.get(column, f"model.{column}") for column in columns}
    due = f"{delivery_sql('APPTDATE', settings.first)} = 1 and APPTDATE >= '{settings.first}-01'"
    return f"""
        select 'op' as kind, concat('hes/HES_OP_', FYEAR, '.txt') as file, 1 as place, since,
            cast(null as integer) as until,
            {own["ATTENDKEY"]} as key, cast(null as varchar) as month, {line_sql(filled, "|")} as line, why,
            person
        from newcomer
        join (
            select *, row_number() over (order by {draws.unit("model", "ATTENDKEY")}, ATTENDKEY) - 1 as model_place,
                count(*) over () as models
            from base_op where {due}
        ) as model on model_place = newcomer.nth % models"""


def refuse_too_few(settings: YearSettings, alike: int, came: int) -> None:
    """ConfigError when the world has not the events to look like, or not the numbers, that were asked for."""
    if alike < settings.look_alikes:
        raise ConfigError(
            f"look_alikes: only {alike} events before delivery {settings.look_alikes_at} bear no number and what one "
            "person alone has; ask for fewer, later, or of more people"
        )
    if came < settings.look_alikes + settings.unrelated:
        raise ConfigError(
            f"unrelated: only {came - alike} people are far enough from every event; ask for fewer"
        )
