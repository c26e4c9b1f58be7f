"""
What each publication of a month keeps in state/kept/, so that people can be struck from it when its files are gone.

    event.parquet            one row per event: keyed digest of its own number, and what statistics count; no identifier
    person_number.parquet    one row per person of the month's tables and number they ever bore, as keyed digest
    setting_patient.parquet  one row per linked person and setting they were seen in
    holdout.parquet, pool_phi.parquet    of rank P, the people of the hold-out as running numbers
    row.parquet              one row per event, whatever became of it: keyed digest of its row, and the file it came in
    struck.parquet           one row per event that moved to another month or was withdrawn since it was published
    person.parquet           one row per linked or drawn person: a digest of their hospital records
    decision.parquet         one row per event and reviewer's decision that bore on it, with what became of that, whom
                             the program found for the event and whom the decision names, as the release has them
    context_*.parquet        what the links rest on besides the month's own rows and people, see months/context
"""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.empty import has_rows
from linkage.engine.quote import literal
from linkage.engine.table import has_table
from linkage.months.context import context_queries
from linkage.months.people import kept_people_sql
from linkage.months.rows import kept_rows_sql, load_row_pad
from linkage.release import disk
from linkage.release.content.published import OF_PEOPLE, Options, of_month
from linkage.session.keys import Key
from linkage.strike.decided import kept_decided_sql
from linkage.words.value_id import PAD_COLUMNS

STRUCK = "struck.parquet"
"""Events taken out of the month because of their row, each with what became of it; only where there are any."""
PURPOSE = "opt-out"
"""Of the key under which numbers are digested: no pseudonym can be compared with a digest."""

COUNTED = (
    *(
        "identity_key",
        "site_code",
        "provider_code",
        "test_date",
        "request_date",
        "received_date",
        "report_date",
    ),
    *("source_setting", "referring_organisation", "imaging_code_nicip", "imaging_code_snomed"),
    *("gp_practice", "ethnic_category", "nhs_number_status", "nhs_number_state", "birth_date_state", "sex"),
    *("sex_state", "postcode_state"),
)
"""Columns of an event that statistics are counted by, beside the month; none of them says who it is."""


def load_pads(engine: Engine, key: Key) -> None:
    """The padded keys of the digests -> opt_out_pad; to be dropped by whoever asked for it."""
    engine.load("opt_out_pad", PAD_COLUMNS, [key.pads(PURPOSE)])


def write_kept(engine: Engine, folder: Path, month: str, key: Key, options: Options) -> None:
    """
    What later runs need of `month`, which is in the engine -> files in `folder`, for the owner alone.

    Person ids are as the release has them: person_pseudonym must be there when `options` asks for pseudonyms.
    """
    disk.make_folder(folder)
    load_pads(engine, key)
    engine.load("decided_pad", PAD_COLUMNS, [options.person_pads] if options.person_pads else [])
    queries = {
        "event": event_sql(engine),
        "person_number": person_number_sql(engine, options),
        "setting_patient": setting_patient_sql(options),
    }
    queries |= dict(context_queries(engine))
    load_row_pad(engine, key)
    queries["person"] = kept_people_sql(drawn=options.link_draws > 0)
    queries["row"] = kept_rows_sql(engine.dialect, month)
    if has_table(engine, "holdout"):
        queries |= {"holdout": holdout_sql(), "pool_phi": "select * from pool_phi order by identity_key"}
    if has_rows(engine, "bearing_decision"):
        queries["decision"] = kept_decided_sql(engine.dialect, options)
    for name, query in queries.items():
        engine.write_parquet(query, folder / f"{name}.parquet")
    for table in ("opt_out_pad", "setting_patient", "row_pad", "decided_pad"):
        engine.drop(table)


def carry_struck(engine: Engine, before: Path, folder: Path, month: str) -> None:
    """
    What became of events that left `month` because of their row, for a month that was linked again -> `folder`.

    `before` is what the release before keeps of it. event_change and what is kept of the month's rows must be there; an
    event that came back is none of them.
    """
    now = f"""
        select event_id, what from event_change
        where test_month = {literal(month)} and what in ('moved', 'withdrawn')"""
    rows = now
    if (before / STRUCK).is_file():
        rows += f" union all select event_id, what from {engine.parquet_sql(before / STRUCK)}"
    gone = f"""
        select event_id, min(what) as what from ({rows}) as gone
        where event_id not in (select event_id from {engine.parquet_sql(folder / "row.parquet")})
        group by event_id"""
    if engine.count(f"select count(*) from ({gone}) as gone"):
        engine.write_parquet(f"{gone} order by event_id", folder / STRUCK)


def event_sql(engine: Engine) -> str:
    """One row per event of the release; a number with a wrong check digit is digested too."""
    number = "coalesce(event.nhs_number, event.nhs_number_broken)"
    return f"""
        select event.event_id, {", ".join(f"event.{name}" for name in COUNTED)},
            event.nhs_number is not null as has_nhs_number, event.birth_date is not null as has_birth_date,
            event.postcode is not null as has_postcode,
            {engine.dialect.keyed_hash(number, "inner_pad", "outer_pad")} as number_digest
        from event
        join links on links.event_id = event.event_id
        cross join opt_out_pad
        order by event.event_id"""


def person_number_sql(engine: Engine, options: Options) -> str:
    """One row per number that a person of the month's tables ever bore."""
    people = "select person_id from links where status = 'linked'"
    if options.all_spells:
        of_people = [name for name in of_month(options) if name in OF_PEOPLE]
        people += "".join(f" union all select person_id from {name}" for name in of_people)
    if options.link_draws:
        people += " union all select person_id from link_draws where person_id is not null"
    released, join = released_sql("own", options)
    return f"""
        select distinct {released} as person_id,
            {engine.dialect.keyed_hash("own.nhs_number", "inner_pad", "outer_pad")} as number_digest
        from person_number as own
        {join}
        cross join opt_out_pad
        where own.person_id in ({people})
          and own.person_id not in (select person_id from opted_out_person)
        order by 1, 2"""


def setting_patient_sql(options: Options) -> str:
    """The rows of setting_patient about people with a linked event: of nobody else can imaging be struck."""
    released, join = released_sql("seen", options)
    return f"""
        select {released} as person_id, seen.setting, seen.has_imaging, seen.has_imaging_here
        from setting_patient as seen
        {join}
        where seen.person_id in (select person_id from links where status = 'linked')
        order by 1, 2"""


def holdout_sql() -> str:
    """The hold-out with running numbers for its people: estimates count them, and need not know them."""
    return """
        select identity_key, source_setting, is_held_out,
            case when person_id is not null
                then cast(dense_rank() over (order by person_id nulls last) as string) end as person_id,
            fields, age_band, phi, is_found, is_mistaken, is_mistaken_when_absent, is_like_another, right_share,
            surely_right_share, is_by_trained
        from holdout
        order by identity_key, source_setting, is_held_out, is_by_trained nulls first"""


def released_sql(source: str, options: Options) -> tuple[str, str]:
    """A person of `source` as the release has them, and the join that this takes."""
    if not options.person_pads:
        return f"{source}.person_id", ""
    return (
        "pseudonym.pseudonym",
        f"join person_pseudonym as pseudonym on pseudonym.key_as_supplied = {source}.person_id",
    )
