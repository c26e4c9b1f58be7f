"""What is told of a spell and of a continuous stay besides its dates: diagnosis, procedure, specialty, patient."""

from linkage.engine.dialect import Dialect
from linkage.steps.pathways.event import age_on_sql

FIRST_AND_LAST = ("main_specialty", "treatment_specialty")
"""Told of the first and of the last episode."""
OF_THE_FIRST = ("age_at_admission", "sex", "lsoa", "deprivation_decile")
FIRST_FOUND = ("primary_diagnosis", "first_main_procedure")
"""Of the first episode that has one."""
DETAILS = (
    *FIRST_FOUND,
    *(f"{which}_{name}" for name in FIRST_AND_LAST for which in ("first", "last")),
    *OF_THE_FIRST,
)
"""The columns of `spell_detail`, as spells and CIPS have them."""


def spell_detail_sql(*, of_linked: bool) -> str:
    """
    One row per spell that may be published, with what its episodes say.

    The first diagnosis and procedure are those of the first episode that has one, by the order of the spell; age, sex
    and area those of the first episode's own record. `of_linked`: spells of linked people alone are published.
    """
    whose = " where own.person_id in (select person_id from links where person_id is not null)"
    edges = ", ".join(
        f"max(case when spell_order = {place} then {name} end) as {which}_{name}"
        for name in FIRST_AND_LAST
        for which, place in (("first", "1"), ("last", "spell_episodes"))
    )
    age = age_on_sql("told.birth_date", "coalesce(told.admission_date, told.episode_start)")
    return f"""
        with told as (
            select own.spell_id, own.spell_order, own.spell_episodes, own.admission_date, own.episode_start,
                sent.primary_diagnosis, sent.main_procedure, sent.main_specialty, sent.treatment_specialty,
                case when own.spell_order = 1 then sent.birth_date end as birth_date,
                case when own.spell_order = 1 then sent.sex end as sex,
                case when own.spell_order = 1 then sent.postcode end as postcode
            from spell_episode as own
            join episode as sent on sent.episode_key = own.episode_key{whose if of_linked else ""}
        ),
        aged as (
            select told.*, case when {age} >= 0 then {age} end as age
            from told
        )
        select aged.spell_id,
            min_by(aged.primary_diagnosis, case when aged.primary_diagnosis is not null then aged.spell_order end)
                as primary_diagnosis,
            min_by(aged.main_procedure, case when aged.main_procedure is not null then aged.spell_order end)
                as first_main_procedure,
            {edges},
            max(aged.age) as age_at_admission, max(aged.sex) as sex, max(area.lsoa) as lsoa,
            max(area.deprivation_decile) as deprivation_decile
        from aged
        left join postcode_area as area on area.postcode = aged.postcode
        group by aged.spell_id"""


def readmitted_sql(dialect: Dialect) -> str:
    """
    One row per continuous stay that is an emergency readmission, by the name of its first spell.

    An emergency admission, no birth at home, 0 to 29 days after the latest discharge of the person from an earlier
    continuous stay; not while an earlier one is still going on. Regular attenders neither are one nor come before one.
    """
    days = dialect.days_between("last_discharge", "admission_date")
    is_first = "spell.spell_id = coalesce(joined.cips_id, spell.spell_id)"
    of_first = ", ".join(
        f"max(case when {is_first} then spell.{name} end) as {name}"
        for name in ("first_episode_key", "admission_method", "admission_method_group")
    )
    return f"""
        with stay as (
            select coalesce(joined.cips_id, spell.spell_id) as cips_id, min(spell.person_id) as person_id,
                min(spell.admission_date) as admission_date, max(spell.discharge_date) as discharge_date,
                max(case when spell.is_open then 1 else 0 end) as is_open,
                {of_first}
            from unjoined_spell as spell
            left join spell_cips as joined on joined.spell_id = spell.spell_id
            where not spell.is_regular and spell.admission_date is not null
            group by coalesce(joined.cips_id, spell.spell_id)
        ),
        followed as (
            select cips_id, admission_date, admission_method, admission_method_group,
                max(discharge_date) over ({EARLIER}) as last_discharge,
                coalesce(max(is_open) over ({EARLIER}), 0) as still_in
            from stay
        )
        select cips_id
        from followed
        where admission_method_group = 'emergency' and admission_method <> '{BORN_AT_HOME}' and still_in = 0
          and {days} between 0 and {READMITTED_WITHIN}"""


EARLIER = """partition by person_id order by admission_date, discharge_date nulls last, first_episode_key
                    rows between unbounded preceding and 1 preceding"""
BORN_AT_HOME = "2C"
"""An emergency by its group, and a birth."""
READMITTED_WITHIN = 29
"""Days from discharge to admission, both days counted as whole days."""
