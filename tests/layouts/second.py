"""What holds of version 2 however it is written: a table of records and what becomes of each."""

from linkage.engine.base import Engine
from tests.layouts.nested import changed

COLUMNS = (
    "nhs_number, birth_date, sex, postcode, request_date, cast(test_date as string), imaging_code_nicip, "
    "imaging_code_snomed, report_date, site_code, accession_number"
)
READ = (
    "9990000018", "1950-03-04", "1", "AB1 2CD", "2026-05-01", "2026-05-31", "CHEST", None, "2026-06-01", "RXX01",
    "ACC 1",
)  # fmt: skip
BOTH = changed(**{"CODED PROCEDURE (SNOMED CT)": "399208008"})
START = "CODED PROCEDURE START TIMESTAMP"
END = "CODED PROCEDURE END TIMESTAMP"

CASES = [
    (changed(), None),
    (BOTH, "imaging_codes_both"),
    (changed(**{END: "2026-05-31T23:30:00+00:00"}), None),
    (changed(**{END: "2026-05-31T23:30:00-00:00"}), None),
    (changed(**{END: "2026-05-31T23:30:00Z"}), None),
    (changed(**{END: "2026-05-31T23:30:00.123Z"}), None),
    (changed(**{END: "2026-05-31T23:30:00"}), None),
    (changed(**{END: "2026-05-31"}), None),
    (changed(**{END: "2026-05-31T23:30:00+02:00"}), "test_date_offset"),
    (changed(**{END: "2026-05-31T23:30:00-01:00"}), "test_date_offset"),
    (changed(**{END: "2026-05-31T23:30:00+0100"}), "test_date_offset"),
    (changed(**{END: "2026-02-30T23:30:00Z"}), "test_date_invalid"),
    (changed(**{END: ""}), "test_date_missing"),
    (changed(**{END: "", START: "2026-05-31T01:00:00Z"}), None),
    (changed(**{END: " ", START: " "}), "test_date_missing"),
    (changed(**{START: "2026-05-30T01:00:00Z"}), None),
    (changed(**{END: "2026-02-30T23:30:00Z", START: "2026-05-31T01:00:00Z"}), "test_date_invalid"),
    (changed(**{END: "", START: "2026-05-31T01:00:00+02:00"}), "test_date_offset"),
    (changed(**{"SITE CODE (OF IMAGING)": ""}), "site_missing"),
]
"""A record, and the reason for which it is set aside."""


def told(engine: Engine) -> list[tuple[object, ...]]:
    """The rows set aside: place and reason."""
    return engine.rows("select row_number, reason from quarantine order by row_number")


def expected(first_row: int) -> list[tuple[int, str]]:
    """The same of CASES, the first of which is row `first_row`."""
    return [(first_row + n, reason) for n, (_, reason) in enumerate(CASES) if reason]
