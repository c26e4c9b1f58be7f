"""A world with every rate of error turned up, its events as plain records, and one with every rate at zero."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linkage.engine.duckdb import DuckDBEngine
from synthetic.dials import SHARES, TIMES
from synthetic.draws import Draws
from synthetic.errors.date_rules import SEVERAL_SLIPS, SLIPS
from synthetic.errors.imaging_errors import STRUCK
from synthetic.errors.record_quality import haste_sql
from synthetic.settings import WorldSettings
from synthetic.tables import tables

RAISED = WorldSettings(
    people=2_000,
    seed=17,
    months=2,
    events_per_person_month=2.0,
    number_missing_times=4.0,
    copied_records=0.1,
    copied_dates=0.1,
    default_dates=0.06,
    undated_people=0.05,
    day_first_dates=0.05,
    impossible_dates=0.06,
    date_errors=20.0,
    year_errors=0.5,
    postcode_errors=15.0,
    sex_blank_with_error=0.5,
)
NONE = WorldSettings(
    people=1_000,
    seed=17,
    events_per_person_month=2.0,
    **dict.fromkeys((*SHARES, *TIMES), 0.0),  # type: ignore[arg-type]
)


PARTS = {part: sum(kinds.values()) for part, kinds in SLIPS.items()}
RAISED_SLIPS = {**PARTS, "year": PARTS["year"] * RAISED.year_errors, **SEVERAL_SLIPS}
"""People of CRATE by the part that differs, and how much that comes to in the raised world."""


def assert_about(struck: int, chances: list[float]) -> None:
    """Within four standard deviations of the sum of the chances, and one event."""
    allowed = 4 * math.sqrt(sum(chance * (1 - chance) for chance in chances)) + 1

    assert abs(struck - sum(chances)) <= allowed


def made(settings: WorldSettings) -> DuckDBEngine:
    """A session with every table of a world."""
    engine = DuckDBEngine()
    for table, query in tables(Draws(settings.seed), settings).items():
        engine.create(table, query)
    return engine


@dataclass(frozen=True)
class Taken:
    """One event: what struck it, who it is, and what the record bears."""

    struck: dict[str, str]
    has_number: bool
    times: float
    haste: float
    household: int
    is_communal: bool
    person: int
    test_date: date
    birth_date: date
    sex: str
    postcode: str
    written: list[str | None]
    """Birth date, sex and postcode."""

    @property
    def is_whole(self) -> bool:
        """Whether the record is one person's, with more than a number."""
        return not {"number_only", "record_copied"} & self.struck.keys()


def taken(engine: DuckDBEngine, settings: WorldSettings) -> Iterator[Taken]:
    """Every event of a world."""
    for row in engine.rows(
        f"select {', '.join(f'error.{name}' for name in STRUCK)}, quality.times,"
        f" {haste_sql(Draws(settings.seed), settings.record_quality)}, person.household,"
        " person.kind in ('care_home', 'student_hall', 'hostel'), event.person_number, event.test_date,"
        " person.birth_date, person.sex, concat(postcode.outward, ' ', postcode.inward),"
        " identity.birth_date, identity.sex, identity.postcode"
        " from world_event as event join world_error as error using (test_number)"
        " join world_event_identity as identity using (test_number) join world_person as person using (person_number)"
        " join world_record_quality as quality using (person_number)"
        " asof join world_residence as residence on residence.person_number = event.person_number"
        " and event.test_date >= residence.moved_on"
        " join world_postcode as postcode on postcode.postcode_number = residence.postcode_number"
    ):
        struck = {name: str(kind) for name, kind in zip(STRUCK, row, strict=False) if kind is not None}
        times, haste, household, communal, person, test, born, sex, postcode, *written = row[len(STRUCK) :]
        assert isinstance(test, date) and isinstance(born, date)
        yield Taken(
            struck=struck,
            has_number="number_missing" not in struck,
            times=float(str(times)),
            haste=float(str(haste)),
            household=int(str(household)),
            is_communal=bool(communal),
            person=int(str(person)),
            test_date=test,
            birth_date=born,
            sex=str(sex),
            postcode=str(postcode),
            written=[None if value is None else str(value) for value in written],
        )
