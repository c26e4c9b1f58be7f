"""The rows of the DID files: in time or late, first wrong and then right, moved, twice, withdrawn."""

from collections.abc import Mapping

from ..codes import listed
from ..draws import Draws
from ..files.did import DID
from .base import line_sql
from .counted import delivery_sql, one_or_two_sql
from .settings import EVENT_FATES, YearSettings

KEY = "concat_ws('|', SITE_CODE_IMAGING, RADIOLOGICAL_ACCESSION_NUM)"
"""Site and accession number, as one text."""

MONTH = "substr(DIAGNOSTIC_TEST_DATE, 1, 7)"

FIRST_WRONG = {"birth date": 1.0, "number": 1.0, "imaging code": 1.0}
"""What of a corrected row was first wrong, each as often."""

_NEXT_DAY = "cast(cast(PERSON_BIRTH_DATE as date) + 1 as varchar)"
WRONG: Mapping[str, str] = {
    "NHS_NUMBER": "case when wrong <> 'number' then NHS_NUMBER end",
    "NHS_NUMBER_STATUS_IND": "case when wrong = 'number' then '03' else NHS_NUMBER_STATUS_IND end",
    "PERSON_BIRTH_DATE": f"""case when wrong = 'birth date' and try_cast(PERSON_BIRTH_DATE as date) is not null
            then {_NEXT_DAY} else PERSON_BIRTH_DATE end""",
    "IMAGING_CODE_NICIP": """case when wrong = 'imaging code'
            then (case IMAGING_CODE_NICIP when 'XCHES' then 'XABDO' else 'XCHES' end) else IMAGING_CODE_NICIP end""",
}
"""The columns of a row that is corrected later."""

_FIRST_OF_MONTH = "cast(substr(DIAGNOSTIC_TEST_DATE, 1, 8) || '01' as date)"
MISDATED: Mapping[str, str] = {
    "DIAGNOSTIC_TEST_DATE": f"""cast(case when moves = 'on' then {_FIRST_OF_MONTH} - 1
            else last_day(cast(DIAGNOSTIC_TEST_DATE as date)) + 1 end as varchar)"""
}
"""The columns of a row first dated on the day before its month, or on the day after it."""


def fate_sql(draws: Draws, settings: YearSettings) -> str:
    """One row per event: its columns, what befalls it (`fate`), and the delivery of its month (`due`)."""
    again, part = settings.chosen_files()
    kept = ", ".join(str(place) for place in (*again, *part, 0))
    rates = {name: getattr(settings, name) for name in EVENT_FATES}
    return f"""
        select * exclude (drawn), case
                when drawn = 'withdrawn' and due in ({kept}) then null
                when drawn = 'moved' and due = {settings.deliveries} and due < 2 then null
                else drawn end as fate,
            {draws.whole("late by", 1, 2, "key")} as late_by,
            {draws.chosen("first wrong", FIRST_WRONG, "key")} as wrong,
            {one_or_two_sql(draws, "then", "key")} as then_by,
            case when due < 2 then 'back' when due = {settings.deliveries} then 'on'
                when {draws.happens("moves back", 0.5, "key")} then 'back' else 'on' end as moves
        from (
            select *, {KEY} as key, {delivery_sql("DIAGNOSTIC_TEST_DATE", settings.first)} as due,
                {draws.outcome("fate", rates, KEY)} as drawn
            from base_did
        ) as event"""


def sent_sql(settings: YearSettings) -> str:
    """One row per row of a month's own file: which file (`sent`), from which delivery on, until which, and why."""
    last = settings.last
    right = line_sql({name: name for name in DID}, ",")
    wrong = line_sql({name: WRONG.get(name, name) for name in DID}, ",")
    misdated = line_sql({name: MISDATED.get(name, name) for name in DID}, ",")
    first_moved = "due + case when moves = 'on' then -1 else 1 end"
    none = "cast(null as integer)"
    shown = f"{right} as line, {MONTH} as month"
    return f"""
        select key, 1 as place, least(due + case when fate = 'late' then late_by else 0 end, {last}) as sent,
            case when fate = 'withdrawn' and due + then_by <= {last} then due + then_by end as until, fate as why,
            {shown}
        from event_fate where fate is null or fate in ('late', 'twice', 'withdrawn')
        union all
        select key, 2 as place, due as sent, {none} as until, fate as why, {shown}
        from event_fate where fate = 'twice'
        union all
        select key, 1 as place, due as sent, {none} as until, null as why, {wrong} as line, {MONTH} as month
        from event_fate where fate = 'corrected'
        union all
        select key, 1 as place, {first_moved} as sent, {none} as until, null as why, {misdated} as line,
            substr({MISDATED["DIAGNOSTIC_TEST_DATE"]}, 1, 7) as month
        from event_fate where fate = 'moved'
        union all
        select key, 1 as place,
            least(case when fate = 'moved' then {first_moved} + 1 else due + then_by end, {last}) as sent,
            {none} as until, fate as why, {shown}
        from event_fate where fate in ('corrected', 'moved')
        union all
        select coalesce({KEY}, '') || '|' as key, 0 as place, {delivery_sql("file_day", settings.first)} as sent,
            {none} as until, 'broken' as why, {right} as line, null as month
        from (select *, coalesce(DIAGNOSTIC_TEST_DATE, DIAG_TEST_REQUEST_REC_DATE, DIAGNOSTIC_TEST_REQUEST_DATE,
                '{settings.first}-01') as file_day from base_broken) as broken"""


def did_rows_sql(draws: Draws, settings: YearSettings) -> str:
    """One row per row of every DID file and span of deliveries, the files that come twice or overlap included."""
    names = f"[{listed(settings.months)}]"
    again, part = settings.chosen_files()
    again_in = ", ".join(map(str, (*again, 0)))
    part_in = ", ".join(map(str, (*part, 0)))
    some = draws.happens("overlap", settings.overlap, "key")
    return f"""
        select 'did' as kind, concat('did/DID_', {names}[sent], '.csv') as file, place, sent as since, until,
            key, month, line, why, cast(null as varchar) as person
        from event_sent
        union all
        select 'did' as kind, concat('did/DID_', {names}[sent], '_again.csv') as file, place, sent + 1 as since, until,
            key, month, line, why, cast(null as varchar) as person
        from event_sent where sent in ({again_in})
        union all
        select 'did' as kind, concat('did/DID_', {names}[sent], '_part.csv') as file, place, sent as since, until,
            key, month, line, why, cast(null as varchar) as person
        from event_sent where sent in ({part_in}) and place = 1 and {some}"""
