"""Hospital life as clinicians know it: what a diagnosis calls for, and what records make of it, at the rates asked."""

from collections.abc import Iterator

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError
from synthetic.draws import Draws
from synthetic.files.hes import hes_datasets
from synthetic.settings import YEARS, WorldSettings
from synthetic.tables import tables

CARE = WorldSettings(
    people=4_000, seed=23, month="2020-02", months=23, ward_stays=0.06, ward_days=200, sent_home_before=0.3,
    sent_twice=0.1, spell_number_missing=0.2, admission_date_missing=0.2, never_repeated=0.5,
    private_patients=0.2, antenatal_scan=1.0, outings=0.9,
)  # fmt: skip
"""What is rare turned up."""


@pytest.fixture(scope="module")
def care() -> Iterator[DuckDBEngine]:
    """Every table of that world, and its three data sets as `apc`, `op` and `ae`."""
    engine = DuckDBEngine()
    draws = Draws(CARE.seed)
    for table, query in tables(draws, CARE).items():
        engine.create(table, query)
    for dataset in hes_datasets(draws, CARE):
        columns = ", ".join(f'{filled} as "{name}"' for name, filled in dataset.columns.items())
        years = " union all ".join(
            f"select {columns}, record.* from ({dataset.source_sql(draws, CARE, year)}) as record"
            for year in YEARS
        )
        engine.create(f"file_{dataset.name.lower()}", years)
    yield engine
    engine.close()


def share(engine: DuckDBEngine, of: str, rows: str) -> tuple[float, int]:
    """The mean of a condition over rows, and how many there are."""
    mean, many = engine.rows(f"select avg(cast({of} as integer)), count(*) from {rows}")[0]
    return float(str(mean)), int(str(many))


@pytest.mark.parametrize(
    ("diagnoses", "rate", "modality"),
    [
        ("starts_with(diagnosis, 'I6')", CARE.stroke_ct, "ct"),
        ("starts_with(diagnosis, 'S')", CARE.fracture_xray, "xray"),
        ("starts_with(diagnosis, 'J') or diagnosis = 'I500'", CARE.chest_xray, "xray"),
        ("diagnosis in ('N390', 'R074', 'A419')", 0.0, None),
    ],
    ids=["stroke", "fracture", "chest", "nothing at once"],
)
def test_a_diagnosis_calls_for_its_imaging(
    care: DuckDBEngine, diagnoses: str, rate: float, modality: str | None
) -> None:
    """Within a day of arrival, in A&E or on the ward; and some stays pass without."""
    found, stays = share(
        care,
        "test.test_number is not null",
        "world_stay as stay left join world_indicated_test as test on test.test_number ="
        " (stay.contact_number + 50) * 10 + 1 where kind in ('emergency', 'direct') and stay_start < '2020-03-01'"
        f" and stay_end > stay_start and ({diagnoses})",
    )

    assert stays > 25
    assert abs(found - rate) <= 3 * (rate * (1 - rate) / stays) ** 0.5 + 0.03
    kinds = {
        kind
        for (kind,) in care.rows(
            "select distinct test.modality from world_stay as stay join world_indicated_test as test on"
            f" test.test_number = (stay.contact_number + 50) * 10 + 1 where ({diagnoses})"
        )
    }
    assert kinds == ({modality} if modality else set())


def test_a_stroke_has_its_scan_within_hours(care: DuckDBEngine) -> None:
    """Nine in ten on the day of arrival or the day after, most of them in A&E."""
    soon, tests = share(
        care,
        "test.test_date <= coalesce(arrival.arrival_date, stay.stay_start) + 1",
        "world_indicated_test as test join world_stay as stay on test.test_number = (stay.contact_number + 50) * 10"
        " + 1 left join world_arrival as arrival on arrival.contact_number = stay.attendance_number"
        " where starts_with(stay.diagnosis, 'I6')",
    )
    assert tests > 20
    assert soon > 0.95
    at_once, _ = share(
        care, "in_department", "world_indicated_test where modality = 'ct' and person_number > 0"
    )
    assert 0.2 < at_once < 0.9


def test_many_stays_pass_without_imaging(care: DuckDBEngine) -> None:
    without, stays = share(
        care,
        "event.origin is null",
        "(select * from world_stay where kind not in ('mental', 'rehabilitation', 'regular')) as stay left join"
        " (select distinct origin from world_event where relation = 'IN_EPISODE') as event"
        " on event.origin = stay.contact_number",
    )

    assert stays > 1_000
    assert 0.4 < without < 0.9


def test_nobody_in_a_bed_is_seen_as_an_outpatient_but_from_wards_elsewhere(care: DuckDBEngine) -> None:
    """Those are taken to A&E, to appointments and to imaging, while their stay goes on."""
    inside = (
        "join world_stay as stay using (person_number) where {day} > stay_start and {day} < stay_end and"
        " stay.kind {those} ('mental', 'rehabilitation')"
    )
    for table, date, seen in (
        ("world_appointment", "appointment_date", "attended in ('5', '6')"),
        ("world_attendance", "arrival_date", "true"),
        (
            "world_event",
            "test_date",
            "relation is distinct from 'IN_EPISODE' and relation is distinct from 'AE'",
        ),
    ):
        rows = f"select count(*) from (select * from {table} where {seen}) as contact "
        assert care.scalar(rows + inside.format(day=date, those="not in")) == 0, table
        assert int(str(care.scalar(rows + inside.format(day=date, those="in")))) > 0, table
    scanned = care.rows(
        "select distinct event.setting, event.trust < 12, stay.trust >= 12 from world_event as event"
        " join world_stay as stay on stay.contact_number = event.origin"
        " where event.relation = 'IN_EPISODE' and stay.kind in ('mental', 'rehabilitation')"
    )
    assert scanned == [("06", True, True)]


def test_tests_in_a_e_are_made_before_departure(care: DuckDBEngine) -> None:
    outside = care.scalar(
        "select count(*) from world_event as event join world_attendance as visit on"
        " visit.contact_number = event.origin and event.relation = 'AE'"
        " where test_date not between arrival_date"
        " and arrival_date + cast(departure_minute < arrival_minute as integer)"
    )
    late = care.scalar(
        "select count(*) from world_event as event join world_attendance as visit on"
        " visit.contact_number = event.origin and event.relation = 'AE' where test_date > arrival_date"
    )

    assert outside == 0
    assert int(str(late)) > 0


def test_some_who_are_admitted_were_sent_home_before(care: DuckDBEngine) -> None:
    """By a disposal that admits nobody, before the visit that led to the stay, by at most a day."""
    rows = care.rows(
        "select first.disposal = '01', first.stay_number is not null,"
        " second.arrival_date - first.arrival_date between 0 and 1"
        " from world_attendance as first join world_attendance as second"
        " on first.contact_number = second.contact_number + 1 where second.stay_number is not null"
    )

    assert len(rows) > 20
    assert set(rows) == {(False, False, True)}


@pytest.mark.parametrize(
    ("file", "of", "rate", "only"),
    [
        ("apc", '"PROVSPNOPS" is null', CARE.spell_number_missing, "true"),
        ("apc", "\"ADMIDATE\" = '1800-01-01'", CARE.admission_date_missing, "true"),
        ("apc", "\"ADMINCAT\" = '02'", CARE.private_patients, "\"CLASSPAT\" < '3'"),
        ("op", "\"ADMINCAT\" = '02'", CARE.private_patients, "true"),
        ("ae", "\"DEPTIME\" = '4000'", CARE.departure_unknown, "true"),
    ],
)
def test_records_are_faulty_at_the_rates_asked_for(
    care: DuckDBEngine, file: str, of: str, rate: float, only: str
) -> None:
    found, rows = share(care, of, f"file_{file} where {only}")

    assert rows > 1_000
    assert abs(found - rate) < 0.03


@pytest.mark.parametrize(
    ("file", "key", "same"),
    [
        (
            "apc",
            "EPIKEY",
            '"PROCODET", "DOB", "SEX", "HOMEADD", "EPISTART", "EPIEND", "EPIORDER", "PROVSPNOPS"',
        ),
        ("op", "ATTENDKEY", '"PROCODET", "APPTDATE", "TRETSPEF", "ATTENDED", "DOB", "REQDATE"'),
        ("ae", "AEKEY", '"PROCODET", "ARRIVALDATE", "ARRIVALTIME", "DOB", "HOMEADD"'),
    ],
)
def test_some_records_are_there_twice_under_two_keys(
    care: DuckDBEngine, file: str, key: str, same: str
) -> None:
    many, keys, twice = care.rows(
        f'select count(*), count(distinct "{key}"), (select count(*) from (select 1 from file_{file}'
        f" group by person_number, {same} having count(*) = 2)) from file_{file}"
    )[0]

    assert many == keys
    assert 0.05 < int(str(twice)) / int(str(many)) < 0.13


def test_an_open_stay_is_repeated_every_year_or_its_end_is_never_told(care: DuckDBEngine) -> None:
    """Of those open at the end of the first year: finished later, still open later, or nothing more at all."""
    outcomes = care.rows(
        "select coalesce(later.stat, 'nothing'), count(*) from (select * from file_apc where"
        " \"FYEAR\" = '1819' and \"EPISTAT\" = '1') as open left join (select person_number, episode_start,"
        ' episode_order, trust, max("EPISTAT") as stat from file_apc where "FYEAR" = \'1920\' group by all) as later'
        " using (person_number, episode_start, episode_order, trust) group by 1 order by 1"
    )
    told = {str(outcome): int(str(many)) for outcome, many in outcomes}

    assert told.keys() == {"1", "3", "nothing"}
    assert told["nothing"] > 5


def test_mothers_and_babies_have_the_codes_of_births(care: DuckDBEngine) -> None:
    codes = {
        (str(epitype), str(method))
        for epitype, method in care.rows('select distinct "EPITYPE", "ADMIMETH" from file_apc')
    }

    assert {("2", "31"), ("2", "32"), ("3", "82")} <= codes
    assert {method for epitype, method in codes if epitype == "3"} <= {"82", "83", "2C"}
    assert codes & {("3", "83"), ("3", "2C")}
    scans = care.rows(
        "select distinct event.modality, event.relation from world_event as event"
        " where (test_number // 10) % 100 = 53 and setting = '03'"
    )
    assert set(scans) == {("ultrasound", None), ("ultrasound", "OP_SAME_DAY")}


def test_a_trust_is_taken_over(care: DuckDBEngine) -> None:
    """Its sites keep their codes; records say who answered for them on the day."""
    found = care.rows(
        'select distinct "PROCODET", "ARRIVALDATE" >= date \'2019-04-01\' from file_ae'
        " where starts_with(\"SITETRET\", 'RZC') order by all"
    )

    assert found == [("RZB", True), ("RZC", False)]


def test_a_scan_may_have_an_appointment_of_its_own(care: DuckDBEngine) -> None:
    """Under treatment function 812, on its day at its trust, whoever asked for it."""
    rows = care.rows(
        "select event.setting, event.test_date = scan.appointment_date and event.trust = scan.trust, count(*)"
        " from world_scan_appointment as scan join world_event as event using (test_number) group by all order by 1"
    )

    assert {(setting, fits) for setting, fits, _ in rows} == {("03", True), ("04", True)}
    assert care.scalar('select count(distinct "TRETSPEF") from file_op where "TRETSPEF" = \'812\'') == 1


def test_a_rate_that_cannot_be_is_refused() -> None:
    with pytest.raises(ConfigError, match="stroke_ct: give a number from 0 to 1"):
        WorldSettings(people=100, seed=1, stroke_ct=1.2)
