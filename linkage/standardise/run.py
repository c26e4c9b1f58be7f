"""The step: raw rows in, events and hospital records with clean identifiers out."""

from linkage.config import codes
from linkage.engine.base import Engine
from linkage.standardise import attendance, death, event, hospital, lookup, provider, quality
from linkage.standardise.key_conflict import find_key_conflicts
from linkage.words.value_id import PadsOf, make_with_ids


def standardise_organisations(engine: Engine) -> None:
    """sites_raw -> site_provider, provider_successor: what events and hospital records are read with."""
    engine.create("site_provider", provider.site_provider_sql(engine.dialect))
    engine.create("provider_successor", provider.provider_successor_sql(engine.dialect))


def standardise_events(
    engine: Engine, month: str | None, pads_of: PadsOf, published: str | None = None
) -> None:
    """
    did_raw, site_provider, provider_successor -> key_conflict, event_version, event, event_identity.

    Events of `month` (YYYY-MM), or of every month when it is None; `pads_of` gives the padded keys of the ids;
    `published` is a query for event_id and test_date of the events that are published already.
    """
    load_codes(engine)
    engine.load("event_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads_of("event")])
    engine.create("event_row", event.event_row_sql(engine.dialect))
    engine.drop("event_key_pad")
    find_key_conflicts(engine, published)
    engine.create("event_version", event.event_version_sql())
    engine.drop("event_row")
    engine.create("event_value", event.event_value_sql(engine.dialect, month))
    engine.create("event_state", event.event_state_sql(engine.dialect))
    make_with_ids(
        engine, "event identity", pads_of, "event_identity", event.event_identity_sql(engine.dialect)
    )
    engine.create("event", event.event_sql())
    for table in ("event_value", "event_state"):
        engine.drop(table)


def standardise_hospital(engine: Engine) -> None:
    """apc_raw, op_raw, ae_raw, ecds_raw, deaths_raw -> episode, appointment, attendance, record_quality_count."""
    load_codes(engine)
    engine.create("episode", hospital.episode_sql(engine.dialect))
    engine.create("appointment", hospital.appointment_sql(engine.dialect))
    engine.create("attendance", attendance.attendance_sql(engine.dialect))
    engine.create("record_quality_count", quality.record_quality_count_sql(engine.dialect))


def standardise_supplements(engine: Engine, deprivation_areas: int) -> None:
    """deaths_raw, postcode_directory_raw, modality_raw -> death, postcode_area, examination."""
    engine.create("death", death.death_sql(engine.dialect))
    engine.create("postcode_area", lookup.postcode_area_sql(engine.dialect, deprivation_areas))
    engine.create("examination", lookup.examination_sql(engine.dialect))


def standardise_hospital_identities(engine: Engine) -> None:
    """Rows of apc, op, ae, ecds -> hospital_identity, birth_day_count, hospital_quality_count, hospital_practice."""
    load_codes(engine)
    engine.create("hospital_value", hospital.hospital_value_sql(engine.dialect))
    engine.create("hospital_state", hospital.hospital_state_sql(engine.dialect))
    engine.create("hospital_identity", hospital.hospital_identity_sql())
    engine.create("birth_day_count", hospital.birth_day_count_sql())
    engine.create("hospital_quality_count", quality.hospital_quality_count_sql())
    engine.create("hospital_practice", hospital.hospital_practice_sql(engine.dialect))
    for table in ("hospital_value", "hospital_state"):
        engine.drop(table)


def count_data_quality(engine: Engine) -> None:
    """event, opted_out_event and the two counts of hospital rows -> event_quality_count, data_quality_count."""
    engine.create("event_quality_count", quality.event_quality_count_sql())
    engine.create("data_quality_count", quality.data_quality_count_sql())


def load_codes(engine: Engine) -> None:
    """The codes that mean "no number", "no date" and "no practice", as tables."""
    sentinels = [(row["code"],) for row in codes.read("sentinel_nhs_numbers")]
    engine.load("sentinel_nhs_number", {"nhs_number": "text"}, sentinels)
    engine.load("no_practice", {"code": "text"}, [(row["code"],) for row in codes.read("no_practice")])
    engine.load("null_date_code", {"code": "text"}, [(row["code"],) for row in codes.read("null_dates")])
    engine.create("null_date", "select cast(code as date) as null_date from null_date_code")
