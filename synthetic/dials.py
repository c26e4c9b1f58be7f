"""The rates of a world that may be turned: those of hospital life with their usual values, and how far each may go."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

SHARES: Mapping[str, float] = {
    "other_number": 0.1,
    "copied_records": 0.2,
    "copied_dates": 0.2,
    "default_dates": 0.2,
    "undated_people": 0.2,
    "day_first_dates": 0.2,
    "impossible_dates": 0.2,
    "sex_blank_with_error": 1.0,
}
"""Settings that are shares, each with the largest allowed."""

TIMES: Mapping[str, float] = {
    "number_missing_times": 10.0,
    "relatives_numbers": 5.0,
    "date_errors": 20.0,
    "day_errors": 20.0,
    "month_errors": 20.0,
    "year_errors": 20.0,
    "postcode_errors": 20.0,
}
"""Settings that multiply a published rate, each with the largest allowed."""


@dataclass(frozen=True, kw_only=True)
class CareRates:
    """
    Rates of hospital life and of how it is recorded: shares from 0 to 1 unless said otherwise.

    Where a source has a rate it is named; every other value is uncertain, our choice of an ordinary size.
    """

    stroke_ct: float = 0.95
    """Stays for a stroke (I61 to I64) with a head CT soon after arrival. Uncertain."""
    fracture_xray: float = 0.97
    """Stays and A&E visits for a fracture with an X-ray soon after arrival. Uncertain."""
    chest_xray: float = 0.85
    """Stays for pneumonia, heart failure or lung disease with a chest X-ray soon after arrival. Uncertain."""
    abdomen_ct: float = 0.45
    """Stays for appendicitis or abdominal pain with a CT soon after arrival. Uncertain."""
    before_operation: float = 0.08
    """Elective stays and day cases with a test for the operation in the weeks before. Uncertain."""
    gp_before_admission: float = 0.10
    """Emergencies sent in by a GP whose test in the days before was the reason. Uncertain."""
    after_discharge: float = 0.05
    """Stays followed by a test in the weeks after, asked for when leaving. Uncertain."""
    antenatal_scan: float = 0.5
    """Deliveries with a scan in the two months before. Uncertain."""
    newborn_scan: float = 0.15
    """Births with a scan of the baby during the stay; some bear the mother's NHS number. Uncertain."""
    imaged_elsewhere: float = 0.02
    """Tests of patients in a bed that another hospital makes. Uncertain."""
    ward_stays: float = 0.004
    """Stays in hospitals for mental health or community care, per adult and year. Uncertain."""
    ward_days: float = 45.0
    """Mean days of those, up to 365. Uncertain."""
    outings: float = 0.5
    """Chance in each 30 days of such a stay of being taken to another hospital and back. Uncertain."""
    transfers: float = 0.04
    """Stays of two nights and more that go on at another hospital. Uncertain."""
    transfer_untold: float = 0.31
    """Transfers of which the first hospital's record says nothing (Wales: 69% of transfers in have one out)."""
    sent_home_before: float = 0.03
    """A&E visits that need a bed of people who were sent home by A&E within the day before. Uncertain."""
    departure_unknown: float = 0.02
    """A&E records without the time of departure. Uncertain."""
    home_birth_recorded: float = 0.7
    """Births outside hospital with a record all the same. Uncertain."""
    night_attenders: float = 0.1
    """Regular attenders who come for the night. Uncertain."""
    private_patients: float = 0.01
    """Stays and appointments that are paid for privately. Uncertain."""
    scan_appointments: float = 0.15
    """Tests of outpatients and GPs' patients with an appointment of their own, treatment function 812. Uncertain."""
    sent_twice: float = 0.003
    """Hospital records that are there twice, under two keys. Uncertain."""
    spell_number_missing: float = 0.01
    """Episodes without the provider's spell number. Uncertain."""
    admission_date_missing: float = 0.005
    """Episodes without admission date. Uncertain."""
    never_repeated: float = 0.08
    """Stays open at the end of a year of whose end no later file tells. Uncertain."""
    both_limbs: float = 0.05
    """X-rays of a hand or knee in A&E with one of the other side beside it. Uncertain."""
    repeated_elsewhere: float = 0.005
    """Tests of inpatients that another hospital makes again on the day. Uncertain."""
    numbered_twice: float = 0.002
    """Examinations that their site sends under two accession numbers. Uncertain."""
    merged_trusts: float = 1.0
    """Whether (1) or not (0) one trust is taken over by another in April 2019, as lookups/sites.csv then says."""


CARE: Mapping[str, float] = {
    field.name: 365.0 if field.name == "ward_days" else 1.0 for field in fields(CareRates)
}
"""The rates of hospital life, each with the largest allowed."""


def problems_of_dials(settings: object) -> list[str]:
    """What is wrong with the dials of some settings, each by its name."""
    kinds = [("share", name, most) for name, most in SHARES.items()]
    kinds += [("number", name, most) for name, most in {**TIMES, **CARE}.items()]
    return [
        f"{name}: give a {kind} from 0 to {most:g}"
        for kind, name, most in kinds
        if not 0 <= getattr(settings, name) <= most
    ]
