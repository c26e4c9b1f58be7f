"""What a world is made from: how many people, which seed, which months of imaging."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from linkage.errors import ConfigError

from .dials import CareRates, problems_of_dials

FIRST_DAY = date(2018, 4, 1)
LAST_DAY = date(2020, 3, 31)
"""The two HES years, 2018/19 and 2019/20: HES A&E still ran, and DID version 1 was in force."""

DAYS = (LAST_DAY - FIRST_DAY).days + 1

YEARS = ("1819", "1920")
"""The same years as HES writes them (FYEAR)."""

YEAR_ENDS = {"1819": date(2019, 3, 31), "1920": LAST_DAY}
"""Last day of each."""

EMERGENCY_CARE = ("ae", "ecds")

DISCLOSURE_RULES = ("", "hes_2018", "nhse_sde")

DID_LAYOUTS = ("did_v1_csv", "did_v1_xml", "did_v2_csv", "did_v2_json", "did_v2_xml")

FEWEST_PEOPLE = 100
MOST_PEOPLE = 5_000_000
MOST_EVENTS = 2.0


@dataclass(frozen=True)
class WorldSettings(CareRates):
    """The same settings always give the same files, byte for byte; the rates of hospital life stand in dials.py."""

    people: int
    seed: int
    month: str = "2019-11"
    """Last month of imaging, YYYY-MM, within the two HES years."""
    months: int = 1
    """How many consecutive months of imaging end at `month`; one DID file each."""
    events_per_person_month: float = 0.06
    """About how many imaging events a person has in a month; England in 2019: 3.7 million for 56 million."""
    record_quality: float = 0.5
    """How strongly bad records go together in the same people, 0 (not at all) to 1: see errors/record_quality.py."""
    other_number: float = 0.003
    """Share of imaging records that bear another person's NHS number, at most a tenth: see errors/number_rules.py."""
    emergency_care: str = "ae"
    """Data set of emergency attendances: ae (HES A&E) or ecds (the Emergency Care Data Set)."""
    number_missing_times: float = 1.0
    """Times the published rate at which imaging records lack a number, at most ten: makes the pool of rank P large."""
    relatives_numbers: float = 1.0
    """Times the rate at which that other person is a relative: see OTHER_NUMBER_KINDS in errors/number_rules.py."""
    copied_records: float = 0.003
    """Share of records, of people who live with others, that bear birth date, sex and postcode of one of them."""
    copied_dates: float = 0.0005
    """Share of the same records that bear the birth date alone of one of them."""
    default_dates: float = 0.0005
    """Share of imaging records, and of people's registrations at a hospital, with a default birth date."""
    undated_people: float = 0.0005
    """Share of people without a birth date in any hospital record. Uncertain: see errors/hospital_rules.py."""
    day_first_dates: float = 0.0002
    """Share of imaging records whose system writes month and day in each other's place: see errors/date_rules.py."""
    impossible_dates: float = 0.0002
    """Share of people's registrations at a hospital whose birth date no calendar has: see errors/date_rules.py."""
    date_errors: float = 1.0
    """Times the published rate of slips of a birth date, of one part or several; each part has its own times too."""
    day_errors: float = 1.0
    month_errors: float = 1.0
    year_errors: float = 1.0
    postcode_errors: float = 1.0
    """Times the rate of postcodes with switched or changed characters."""
    sex_blank_with_error: float = 0.1
    """Share of records with another error, of birth date or postcode, whose sex is blank too."""
    did_layout: str = "did_v1_csv"
    """How the imaging files are written: one of DID_LAYOUTS."""
    new_site_codes: float = 0.0
    """Share of sites whose codes do not begin with their trust's, as none made since October 2020 does."""
    all_spells: bool = False
    """Whether the job asks for the hospital records of everybody, which rates over stays and attendances need."""
    disclosure: str = ""
    """The rule of disclosure control that the job names, so that its reports have a shareable copy; blank: none."""

    def __post_init__(self) -> None:
        """Refuse, with every problem at once, what no world can be made from."""
        problems = [
            (
                not FEWEST_PEOPLE <= self.people <= MOST_PEOPLE,
                f"people: give a whole number from {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}",
            ),
            (self.seed < 0, "seed: give a whole number, 0 or more"),
            (
                not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", self.month),
                "month: write it as YYYY-MM, for example 2019-11",
            ),
            (self.months < 1, "months: give a whole number, 1 or more"),
            (
                not 0 < self.events_per_person_month <= MOST_EVENTS,
                f"events_per_person_month: give a number above 0, at most {MOST_EVENTS:g}",
            ),
            (not 0 <= self.record_quality <= 1, "record_quality: give a number from 0 to 1"),
            (
                self.emergency_care not in EMERGENCY_CARE,
                f"emergency_care: choose {' or '.join(EMERGENCY_CARE)}",
            ),
            (
                self.did_layout not in DID_LAYOUTS,
                f"did_layout: choose one of {', '.join(DID_LAYOUTS)}",
            ),
            (
                self.disclosure not in DISCLOSURE_RULES,
                f"disclosure: choose {' or '.join(DISCLOSURE_RULES[1:])}, or leave it out",
            ),
            (not 0 <= self.new_site_codes <= 1, "new_site_codes: give a share from 0 to 1"),
        ]
        wrong = [text for is_wrong, text in problems if is_wrong] + problems_of_dials(self)
        if not wrong and not FIRST_DAY <= self.imaging_from <= self.imaging_to <= LAST_DAY:
            wrong = ["month and months: the imaging must lie between 2018-04 and 2020-03, the two HES years"]
        if wrong:
            raise ConfigError("the settings of the synthetic world cannot be used: " + "; ".join(wrong))

    @property
    def month_starts(self) -> tuple[date, ...]:
        """First day of each month of imaging, oldest first."""
        year, month = (int(part) for part in self.month.split("-"))
        last = year * 12 + month - 1
        numbers = range(max(last - self.months + 1, 12), last + 1)
        return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)

    @property
    def expected_events(self) -> float:
        """About how many events there will be."""
        return self.people * self.months * self.events_per_person_month

    @property
    def imaging_from(self) -> date:
        """First day of imaging."""
        return self.month_starts[0]

    @property
    def imaging_to(self) -> date:
        """Last day of imaging."""
        return last_day_of(self.month_starts[-1])


def last_day_of(month_start: date) -> date:
    """Last day of the month that begins on `month_start`."""
    return (month_start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_number(month_start: date) -> int:
    """Months since the first HES month: April 2018 is 0. A month keeps its number in every world."""
    return (month_start.year - FIRST_DAY.year) * 12 + month_start.month - FIRST_DAY.month
