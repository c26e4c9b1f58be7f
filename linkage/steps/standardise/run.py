"""
The step: raw rows in, events and hospital records with clean identifiers out.

What it makes stands in lists, in order; beside each list a function makes it.
"""

from collections.abc import Sequence

from linkage.config import codes
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, Made, made, make, make_all
from linkage.steps.standardise import (
    event,
    last_good_file,
    lookup,
    provider,
    quality,
    set_aside,
    succession,
)
from linkage.steps.standardise.hospitals import deaths_made, hospital_identities_made, hospital_made
from linkage.steps.standardise.key_conflict import key_conflicts_made
from linkage.words.modality_word import known_words
from linkage.words.value_id import PAD_COLUMNS, MadeWithIds, PadsOf


def codes_made() -> tuple[Item, ...]:
    """The codes that mean "no number", "no date" and "no practice"."""
    sentinels = [(row["code"],) for row in codes.read("sentinel_nhs_numbers")]
    practices = [(row["code"],) for row in codes.read("no_practice")]
    dates = [(row["code"],) for row in codes.read("null_dates")]
    return (
        Listed("sentinel_nhs_number", {"nhs_number": "text"}, sentinels, "Numbers that mean none."),
        Listed("no_practice", {"code": "text"}, practices),
        Listed("null_date_code", {"code": "text"}, dates, "Dates that mean none, as text."),
        Made(
            "null_date", "select cast(code as date) as null_date from null_date_code", "Dates that mean none."
        ),
    )


def organisations_made(dialect: Dialect) -> tuple[Item, ...]:
    """sites_raw -> what events and hospital records are read with."""
    return (
        *succession.provider_final_made(dialect),
        made("provider_successor", succession.provider_successor_sql),
        made("provider_split", succession.provider_split_sql),
        made("provider_kin", succession.provider_kin_sql),
        made("site_provider", provider.site_provider_sql, dialect),
    )


def event_rows_made(dialect: Dialect, pads_of: PadsOf, raw: str = "did_raw") -> tuple[Item, ...]:
    """did_raw, or some of its rows -> event_row; `pads_of` gives the padded keys of the ids."""
    return (
        Listed("event_key_pad", PAD_COLUMNS, [pads_of("event")], "The padded keys of the event id."),
        made("event_row", event.event_row_sql, dialect, raw),
    )


def event_keys_made(
    dialect: Dialect, published: str | None = None, finals: Sequence[int] | None = None
) -> tuple[Item, ...]:
    """
    did_raw, event_row -> event_version: which row counts for each event, of every month, and which are in conflict.

    `published` is a query for event_id and test_date of the events that are published already. Where files replace
    whole months, `finals` are the numbers of those that are final submissions; None where rows replace rows.
    """
    if finals is not None:
        return (
            *last_good_file.replaced_rows_made(dialect, finals),
            *key_conflicts_made(dialect, published, last_good_file.ROWS),
            made("event_version", event.event_version_sql, by_month=True),
        )
    return (
        *key_conflicts_made(dialect, published),
        made("event_version", event.event_version_sql),
    )


def events_made(dialect: Dialect, month: str | None, pads_of: PadsOf) -> tuple[Item, ...]:
    """
    event_version, did_raw, site_provider, provider_successor -> the events of `month` (YYYY-MM), or of every month.

    `pads_of` gives the padded keys of the ids.
    """
    return (
        made("event_value", event.event_value_sql, dialect, month),
        made("event_state", event.event_state_sql, dialect),
        MadeWithIds(
            "event_identity", event.event_identity_sql(dialect), purpose="event identity", pads_of=pads_of
        ),
        made("event", event.event_sql),
    )


def set_aside_made(dialect: Dialect) -> tuple[Item, ...]:
    """quarantine, key_conflict, did_raw -> every row set aside, with its month and provider where they are known."""
    return (
        made("placed_row", set_aside.placed_row_sql, dialect),
        made("file_provider", set_aside.file_provider_sql, dialect),
        made("set_aside", set_aside.set_aside_sql),
    )


def lookups_made(
    dialect: Dialect, deprivation_areas: int | None, *, one_name: bool = True
) -> tuple[Item, ...]:
    """
    postcode_directory_raw, deprivation_scale, modality_raw -> areas and examinations.

    Where `one_name`, the words for a modality come to one; else each stays.
    """
    words = known_words() if one_name else ()
    return (
        made("postcode_area", lookup.postcode_area_sql, dialect, deprivation_areas),
        Listed("modality_word", {"code": "text", "modality": "text"}, words),
        made("examination", lookup.examination_sql, dialect),
    )


def data_quality_made() -> tuple[Item, ...]:
    """event, opted_out_event and the two counts of hospital rows -> event_quality_count, data_quality_count."""
    return (
        made("event_quality_count", quality.event_quality_count_sql),
        made("data_quality_count", quality.data_quality_count_sql),
    )


def load_codes(engine: Engine) -> None:
    """Make codes_made, and keep them all."""
    make_all(engine, codes_made())


def standardise_organisations(engine: Engine) -> None:
    """Make organisations_made."""
    make(engine, organisations_made(engine.dialect))


def standardise_events(
    engine: Engine,
    month: str | None,
    pads_of: PadsOf,
    published: str | None = None,
    finals: Sequence[int] | None = None,
) -> None:
    """Make event_rows_made, event_keys_made and events_made."""
    dialect = engine.dialect
    keys = (*event_rows_made(dialect, pads_of), *event_keys_made(dialect, published, finals))
    make(engine, (*codes_made(), *keys, *events_made(dialect, month, pads_of)))


def standardise_hospital(engine: Engine) -> None:
    """Make hospital_made."""
    make(engine, (*codes_made(), *hospital_made(engine.dialect)))


def standardise_supplements(engine: Engine, deprivation_areas: int | None) -> None:
    """Make deaths_made and lookups_made."""
    make(
        engine,
        (*codes_made(), *deaths_made(engine.dialect), *lookups_made(engine.dialect, deprivation_areas)),
    )


def standardise_hospital_identities(engine: Engine) -> None:
    """Make hospital_identities_made."""
    make(engine, (*codes_made(), *hospital_identities_made(engine.dialect)))


def count_data_quality(engine: Engine) -> None:
    """Make data_quality_made."""
    make(engine, data_quality_made())
