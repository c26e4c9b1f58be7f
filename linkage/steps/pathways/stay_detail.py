"""What is told of a spell and of a continuous stay besides its dates: diagnosis, procedure, specialty, patient."""

from linkage.relations.relation import LINKED_EPISODE
from linkage.steps.pathways.episode import EPISODE
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
            join {LINKED_EPISODE if of_linked else EPISODE} as sent on sent.episode_key = own.episode_key
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
