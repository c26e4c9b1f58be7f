"""What a stay is for: its diagnosis, the imaging that the diagnosis calls for at once, and how long it lasts."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..codes import by_code, listed
from ..draws import Draws
from ..settings import DAYS, WorldSettings

DIAGNOSES: Mapping[str, Mapping[str, float]] = {
    "emergency": {
        "J189": 0.14, "N390": 0.11, "R074": 0.13, "I500": 0.08, "S720": 0.04, "S525": 0.01, "S826": 0.01,
        "S422": 0.01, "K359": 0.06, "R104": 0.15, "J441": 0.12, "I639": 0.05, "I619": 0.01, "I64X": 0.01,
        "A419": 0.07,
    },
    "planned": {
        "H269": 0.14, "K409": 0.08, "Z511": 0.16, "M171": 0.09, "K802": 0.07,
        "D509": 0.10, "R69X": 0.05, "C509": 0.09, "K573": 0.11, "N40X": 0.11,
    },
    "mental": {"F329": 0.3, "F200": 0.35, "F319": 0.2, "F603": 0.15},
}  # fmt: skip
"""ICD-10 codes of the right shape; shares are our choice."""

ALWAYS: Mapping[str, str] = {
    "maternity": "O800",
    "birth": "Z380",
    "home_birth": "Z380",
    "regular": "N185",
    "rehabilitation": "Z509",
}
"""Kinds of stay that are for one thing only."""

WARD_KINDS = ("mental", "rehabilitation")
"""Stays in hospitals for mental health and community care."""

LONG_STAY = 0.02
LONG_TIMES = 8
"""Stays that last many times longer; those make up most of the beds still taken on 31 March. Our choice."""

LONG_WARD_STAY = 0.10
"""The same of stays for mental health and community care. Our choice."""

MEAN_DAYS = {
    "emergency": "1.5 + 0.07 * greatest(age, 0)",
    "direct": "1.5 + 0.05 * greatest(age, 0)",
    "elective": "3.0",
    "maternity": "1.8",
    "birth": "1.8",
    "home_birth": "0.8",
}
"""Mean nights by kind of stay; other kinds leave the same day."""

FIRST_EPISODE = 11
"""What the contact number of a stay's first episode is above that of the stay: its diagnosis is the stay's."""


@dataclass(frozen=True)
class Indication:
    """Imaging that some diagnoses call for soon after arrival."""

    rate: str
    """Setting that says how often."""
    modality: str
    minutes: int
    """Mean from arrival to the test. Our choice."""
    later: Mapping[str, float]
    """Kinds of what is imaged later in such a stay. Our choice."""


STROKE = Indication("stroke_ct", "ct", 75, {"mri": 0.45, "ct": 0.35, "xray": 0.2})
FRACTURE = Indication("fracture_xray", "xray", 60, {"xray": 0.85, "ct": 0.15})
CHEST = Indication("chest_xray", "xray", 100, {"xray": 0.75, "ct": 0.2, "ultrasound": 0.05})
ABDOMEN = Indication(
    "abdomen_ct", "ct", 240, {"ct": 0.45, "ultrasound": 0.35, "xray": 0.15, "fluoroscopy": 0.05}
)

INDICATIONS: Mapping[str, Indication] = {
    "I639": STROKE, "I619": STROKE, "I64X": STROKE,
    "S720": FRACTURE, "S525": FRACTURE, "S826": FRACTURE, "S422": FRACTURE,
    "J189": CHEST, "I500": CHEST, "J441": CHEST,
    "K359": ABDOMEN, "R104": ABDOMEN,
}  # fmt: skip
"""Diagnosis -> what it calls for. Others call for nothing at once: their stays may pass without any imaging."""

ATTENDANCE_DIAGNOSIS = {"I6": "21", "S7": "05", "S5": "05", "S8": "05", "S4": "05", "J": "25", "I5": "20"}
"""Beginning of a stay's diagnosis -> that of the A&E visit it came from, in the codes of HES A&E."""


def stay_diagnosis_sql(draws: Draws) -> str:
    """Main diagnosis of a stay, from `kind` and `contact_number`."""
    key = f"(contact_number + {FIRST_EPISODE})"
    drawn = {name: draws.chosen("diagnosis", shares, key) for name, shares in DIAGNOSES.items()}
    always = " ".join(f"when '{kind}' then '{code}'" for kind, code in ALWAYS.items())
    return f"""case kind {always} when 'mental' then {drawn["mental"]}
                when 'emergency' then {drawn["emergency"]} when 'direct' then {drawn["emergency"]}
                when 'last' then {drawn["emergency"]} else {drawn["planned"]} end"""


def attendance_diagnosis_sql(diagnosis: str) -> str:
    """That of the A&E visit of a stay, or null where the codes of A&E have none of its own."""
    cases = " ".join(
        f"when starts_with({diagnosis}, '{start}') then '{code}'"
        for start, code in ATTENDANCE_DIAGNOSIS.items()
    )
    return f"case {cases} end"


def indicated_rate_sql(care: WorldSettings, diagnosis: str) -> str:
    """How often a diagnosis calls for imaging at once; 0 where it never does."""
    rates: dict[str, float | str] = {code: getattr(care, one.rate) for code, one in INDICATIONS.items()}
    return by_code(diagnosis, rates, 0.0)


def later_modality_sql(draws: Draws, diagnosis: str, test_number: str) -> str:
    """Kind of a later test in a stay with a diagnosis that says so, else null."""
    cases = " ".join(
        f"when {diagnosis} in ({listed(codes_of(one))}) then {draws.chosen('modality', one.later, test_number)}"
        for one in (STROKE, FRACTURE, CHEST, ABDOMEN)
    )
    return f"case {cases} end"


def codes_of(indication: Indication) -> tuple[str, ...]:
    """The diagnoses that call for it."""
    return tuple(code for code, one in INDICATIONS.items() if one is indication)


def length_sql(draws: Draws, ward_days: float) -> str:
    """Nights of a stay of `kind` by a person aged `age`."""
    who = ("contact_number",)
    mean = by_code("kind", {**MEAN_DAYS, **dict.fromkeys(WARD_KINDS, ward_days)})
    long = f"case when kind in ({listed(WARD_KINDS)}) then {LONG_WARD_STAY} else {LONG_STAY} end"
    times = f"case when {draws.happens('long stay', long, *who)} then {LONG_TIMES} else 1 end"
    return f"""case when kind in ('day_case', 'regular') then 0 when kind = 'last' then {DAYS}
                    else {draws.days("nights", f"({mean}) * ({times})", *who)} end"""
