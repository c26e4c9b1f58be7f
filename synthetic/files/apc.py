"""HES admitted patient care."""

from collections.abc import Mapping

from .hes_person import LOCAL_PATIENT_ID, NULL_DATE, PERSON


def apc_columns() -> Mapping[str, str]:
    """One row per episode, in the file of the year it ended in, or was still open."""
    month = "(coalesce((month(episode_end) + 8) % 12 + 1, 12))"
    return {
        "FYEAR": "file_year",
        "PARTYEAR": f"concat('20', substr(file_year, 1, 2), lpad(cast({month} as varchar), 2, '0'))",
        "EPIKEY": "epikey",
        **PERSON,
        "PROVSPNOPS": "provider_spell_number",
        "ADMIDATE": f"coalesce(cast(admission_date as varchar), '{NULL_DATE}')",
        "ADMIMETH": "admission_method",
        "ADMISORC": "admission_source",
        "EPISTART": "episode_start",
        "EPIEND": f"coalesce(cast(episode_end as varchar), '{NULL_DATE}')",
        "EPIORDER": "lpad(cast(episode_order as varchar), 2, '0')",
        "EPISTAT": "case when episode_end is null then '1' else '3' end",
        "EPITYPE": "case kind when 'maternity' then '2' when 'birth' then '3' when 'home_birth' then '3' else '1' end",
        "CLASSPAT": "patient_class",
        "ADMINCAT": "admin_category",
        "DISDATE": f"coalesce(cast(discharge_date as varchar), '{NULL_DATE}')",
        "DISMETH": "discharge_method",
        "DISDEST": "discharge_destination",
        "MAINSPEF": "specialty",
        "TRETSPEF": "specialty",
        "DIAG_01": "diagnosis",
        "DIAG_02": "second_diagnosis",
        "OPERTN_01": "procedure_code",
        "AEKEY": "coalesce(aekey, '0')",
        "SUSRECID": "concat('9', lpad(epikey, 14, '0'))",
        "LOPATID": LOCAL_PATIENT_ID,
    }
