"""The facts that gates judge, read from the statistics, the files and the hospital records."""

from datetime import date

from linkage.engine.base import Engine
from linkage.engine.quote import literal, one_of
from linkage.engine.value import as_number, as_whole
from linkage.gates.facts import DriftFact, FileFacts, MonthFacts
from linkage.words.figure import UNKNOWN
from linkage.words.names import HOSPITAL, IDENTIFIERS
from linkage.words.same_provider import FOLLOWED_BY, SUCCESSION

ENDS = {
    "inpatient": ("episode", "episode_start"),
    "outpatient": ("appointment", "appointment_date"),
    "emergency": ("attendance", "arrival_date"),
}
"""Kind of hospital record, and its table and date. A&E and ECDS are one kind: the one took the other's place."""
USUAL_SHARE = 0.1
"""A day counts as one with records when it has this share of an average day's: a single wrong date is no activity."""


def month_numbers_sql(source: str, month: str) -> str:
    """One row per number that gates compare: kind, name, count, of how many. `source` has the columns of statistics."""
    fields = [f"{dataset}.{field}" for dataset in ("did", *HOSPITAL) for field in IDENTIFIERS]
    return f"""
        select breakdown as kind, category as name, denominator as number, denominator as whole
        from {source}
        where period = {literal(month)} and "table" = 'match_rate_by' and measure = 'match_rate'
          and breakdown in ('month', 'provider')
        union all
        select 'rows' as kind, category as name, numerator as number, denominator as whole
        from {source}
        where period = {literal(month)} and "table" = 'data_quality' and breakdown = 'file'
          and measure = 'rows_accepted' and {one_of("category", HOSPITAL)}
        union all
        select 'usable' as kind, breakdown as name,
            cast(sum(case when category in ('valid', 'test_number') then numerator else 0 end) as bigint) as number,
            cast(sum(numerator) as bigint) as whole
        from {source}
        where period = {literal(month)} and "table" = 'data_quality' and measure = 'records'
          and {one_of("breakdown", fields)}
        group by breakdown"""


def month_facts(engine: Engine, source: str, month: str, name: str) -> MonthFacts | None:
    """A month as the statistics `source` have it; None when they hold none."""
    counts: dict[str, dict[str, tuple[int, int]]] = {"month": {}, "provider": {}, "rows": {}, "usable": {}}
    for kind, code, number, whole in engine.rows(month_numbers_sql(source, month)):
        counts[str(kind)][str(code)] = (as_whole(number), as_whole(whole))
    if not counts["month"]:
        return None
    return MonthFacts(
        name=name,
        events=sum(number for number, _ in counts["month"].values()),
        providers={code: number for code, (number, _) in counts["provider"].items() if code != UNKNOWN},
        usable=counts["usable"],
        hospital_rows={dataset: number for dataset, (number, _) in counts["rows"].items() if number},
    )


def month_before(engine: Engine, source: str, month: str) -> str | None:
    """The latest month before this one in the statistics `source`."""
    found = engine.scalar(
        f"select max(period) from {source} where period < {literal(month)} and \"table\" = 'match_rate_by'"
    )
    return None if found is None else str(found)


def followed_codes(engine: Engine, source: str, month: str) -> dict[str, tuple[str, ...]]:
    """The successions of `month`, which `source`, with the columns of statistics, has."""
    found: dict[str, tuple[str, ...]] = {}
    for code, measure in engine.rows(f"""
        select category, measure from {source}
        where period = {literal(month)} and "table" = '{SUCCESSION}'
        order by 1, 2"""):
        found[str(code)] = (*found.get(str(code), ()), str(measure).removeprefix(FOLLOWED_BY))
    return found


def file_facts_sql(month: str) -> str:
    """One row per supplied file: its rows, whether its last line has its end, and its rows of the month."""
    return f"""
        select file.path, file.dataset, file.sha256, file.rows_read, file.rows_quarantined,
            unended.file_id is null as is_ended, coalesce(version.events, 0) as events
        from input_file as file
        left join unended_file as unended on unended.file_id = file.file_id
        left join (
            select file_id, count(*) as events
            from event_version
            where test_month = {literal(month)}
            group by file_id
        ) as version on version.file_id = file.file_id
        order by file.file_id"""


REASONS_SQL = """
        select file.path, quarantine.reason, count(*) as rows
        from quarantine
        join input_file as file on file.file_id = quarantine.file_id
        group by file.path, quarantine.reason
        order by 1, 3 desc, 2"""
"""One row per file and reason: rows set aside."""


def file_facts(engine: Engine, month: str, judged_before: frozenset[str]) -> tuple[FileFacts, ...]:
    """The files to judge: with rows of the month, or whose SHA-256 is not among those of the release before."""
    reasons: dict[str, dict[str, int]] = {}
    for path, reason, rows in engine.rows(REASONS_SQL):
        reasons.setdefault(str(path), {})[str(reason)] = as_whole(rows)
    return tuple(
        FileFacts(
            path=str(path),
            dataset=str(dataset),
            rows_read=as_whole(read),
            rows_quarantined=as_whole(aside),
            is_ended=bool(ended),
            reasons=reasons.get(str(path), {}),
        )
        for path, dataset, sha256, read, aside, ended, events in engine.rows(file_facts_sql(month))
        if events or str(sha256) not in judged_before
    )


def last_usual_day_sql(table: str, day: str, until: date) -> str:
    """One row: the last day with a usual number of records, and how many records there are; none after `until`."""
    return f"""
        with daily as (
            select {day} as day, count(*) as records
            from {table}
            where {day} is not null and {day} <= date '{until:%Y-%m-%d}'
            group by {day}
        )
        select max(case when records >= {USUAL_SHARE} * (select avg(records) from daily) then day end) as last_day,
            sum(records) as records
        from daily"""


def hospital_until(engine: Engine, until: date, least: int) -> dict[str, date]:
    """Last usual day by kind of record, of kinds with at least so many records; dates after `until` are slips."""
    found: dict[str, date] = {}
    for kind, (table, day) in ENDS.items():
        last, records = engine.rows(last_usual_day_sql(table, day, until))[0]
        if isinstance(last, date) and as_whole(records) >= max(least, 1):
            found[kind] = last
    return found


DRIFT_SQL = """
        select provider_code, field, identities, share, trained_share, times_at_least, times_at_most
        from model_drift
        order by 1, 2"""


def drift_facts(engine: Engine) -> tuple[DriftFact, ...]:
    """The table model_drift, which a run with a model makes."""
    return tuple(
        DriftFact(
            None if provider is None else str(provider),
            str(field),
            as_whole(identities),
            *(as_number(number) for number in numbers),
        )
        for provider, field, identities, *numbers in engine.rows(DRIFT_SQL)
    )
