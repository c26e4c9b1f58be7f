"""Kinds of imaging: which are used where, their codes, and how long people wait for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..codes import by_code
from ..draws import Draws, Number

MOST_TESTS = 6
"""Imaging tests of one contact in one month, at most."""


@dataclass(frozen=True)
class Modality:
    """One kind of imaging."""

    nicip: tuple[str, ...]
    """Codes in the shape of NICIP, whose first letter hints at the modality."""
    snomed: str
    """SNOMED CT id of the modality as a whole; the DID gives it as the modality's own id."""
    wait_days: int
    """Median days from request to test of people not in a bed, so chosen that the median of all is PUBLISHED_WAIT."""
    report_days: float
    """Mean days from test to report. Our choice: no published figure was readable."""
    investigation: str
    """HES A&E investigation code."""


MODALITIES: Mapping[str, Modality] = {
    "xray": Modality(("XCHES", "XABDO", "XHANR", "XKNEL", "XPELV"), "168537006", 0, 1.5, "01"),
    "ultrasound": Modality(("UABDO", "UPELV", "UGRAF", "UTHYR"), "16310003", 16, 0.4, "10"),
    "ct": Modality(("CSKUH", "CCHES", "CABDO", "CABDOB"), "77477000", 1, 1.2, "12"),
    "mri": Modality(("MHEAD", "MSPIN", "MKNEL", "MHANBC"), "113091000", 23, 4.0, "11"),
    "fluoroscopy": Modality(("FSWAL", "FLEGRM"), "44491008", 1, 1.0, "13"),
    "nuclear": Modality(("NBONE", "NSMARO"), "371572003", 21, 2.5, "99"),
    "pet": Modality(("NPETC",), "82918005", 7, 2.0, "99"),
}

PUBLISHED_WAIT = {"xray": 0, "ultrasound": 14, "ct": 1, "mri": 20, "fluoroscopy": 1, "nuclear": 17, "pet": 7}
"""Median days from request to test of all. Source: DID statistical releases 2016 to 2019, the order of whose columns
was read from the size of the figures."""

MIX: Mapping[str, Mapping[str, float]] = {
    "admitted": {
        "xray": 0.52, "ct": 0.26, "ultrasound": 0.12, "mri": 0.05, "fluoroscopy": 0.04, "nuclear": 0.01,
    },
    "emergency": {"xray": 0.83, "ct": 0.13, "ultrasound": 0.03, "mri": 0.01},
    "outpatient": {
        "xray": 0.40, "ultrasound": 0.25, "mri": 0.15, "ct": 0.13, "nuclear": 0.03, "fluoroscopy": 0.02,
        "pet": 0.02,
    },
    "community": {"xray": 0.52, "ultrasound": 0.38, "mri": 0.06, "ct": 0.04},
}  # fmt: skip
"""Which kinds are used where. The first HES-DID report (2013) gives the order: X-ray for 54% of imaged
inpatients, 91% of A&E patients and 40% of outpatients, ultrasound for 16%, 2% and 29%; some have both."""

MIX_OF_SETTING = {
    "01": "admitted",
    "02": "admitted",
    "03": "outpatient",
    "04": "community",
    "05": "emergency",
}


def tests_drawn_sql(draws: Draws, contact: str, mean: Number, *entity: str) -> str:
    """How many imaging tests a contact leads to: 0 to 6, `mean` on average."""
    return f"least({draws.rounded(f'{contact} tests', mean, *entity)}, {MOST_TESTS})"


def modality_drawn_sql(draws: Draws, setting: str, test_number: str) -> str:
    """Kind of imaging of a test, named by its number, in a source setting."""
    drawn = {mix: draws.chosen("modality", shares, test_number) for mix, shares in MIX.items()}
    return by_code(setting, {code: drawn[mix] for code, mix in MIX_OF_SETTING.items()}, drawn["outpatient"])


def of_modality_sql(modality: str, value: Callable[[Modality], Number]) -> str:
    """What is told of a modality by its name; `value` gives it as a SQL expression."""
    return by_code(modality, {name: value(kind) for name, kind in MODALITIES.items()})
