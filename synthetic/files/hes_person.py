"""Whom a HES record is about, and where: the columns that every data set has."""

from collections.abc import Mapping

from ..activity.providers import site_code_sql
from ..codes import listed
from ..errors.hospital_rules import HES_BIRTH_DATE_NULL, HES_POSTCODE_UNKNOWN, HES_SEX_UNKNOWN

NULL_DATE = "1800-01-01"
"""What HES writes for a date that was not submitted, from 2012/13 on."""


PERSON: Mapping[str, str] = {
    "TOKEN_PERSON_ID": "person_id",
    "NEWNHSNO": "case when fault is distinct from 'no number' then true_number end",
    "DOB": f"""case when fault in ({listed(HES_BIRTH_DATE_NULL.rates)}) then fault
            else coalesce(impossible_birth_date, cast(known_birth_date as varchar), '{NULL_DATE}') end""",
    "SEX": f"case when fault in ({listed(HES_SEX_UNKNOWN.rates)}) then fault else true_sex end",
    "HOMEADD": f"""case when fault in ({listed(HES_POSTCODE_UNKNOWN.rates)}) then fault
            else concat(rpad(outward, 5, ' '), inward) end""",
    "ETHNOS": "ethnic_category",
    "GPPRAC": "gp_practice",
    "PROCODET": "provider_code",
    "PROCODE3": "provider_code",
    "SITETRET": site_code_sql("trust", "site"),
}
"""Columns that every HES data set has, from a row of hospital_record_sql."""

LOCAL_PATIENT_ID = "concat('L', local_number)"
"""The trust's own identifier of the patient, from the same row."""
