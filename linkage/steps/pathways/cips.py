"""Continuous inpatient spells (CIPS): the spells of one stay in hospital, joined across transfers."""

from linkage.config.cips import Cips
from linkage.engine.dialect import Dialect
from linkage.engine.quote import one_of
from linkage.steps.pathways.stay_detail import DETAILS, FIRST_FOUND
from linkage.words.names import STALE


def spell_cips_sql(dialect: Dialect, cips: Cips) -> str:
    """
    One row per spell that may be joined to others, with its CIPS, which bears the name of its first spell.

    A spell joins the one before it, of the same person at any provider, when the gap from discharge to
    admission is short, a transfer is told on either side, and it is not a return from home. Regular attenders
    and spells without an admission date are left out: each is a stay of its own. Nothing joins a stale spell, whose
    end was never sent. Order: admission, discharge,
    transfer (none, out, both, in), first episode. Source: NHS Digital, methodology to create provider and
    continuous inpatient spells from HES APC data, version 2.
    """
    leaves = one_of("discharge_destination", cips.transfer.discharge_destinations)
    enters = (
        f"{one_of('admission_source', cips.transfer.admission_sources)}"
        f" or {one_of('admission_method', cips.transfer.admission_methods)}"
    )
    home = cips.returned_from_home
    goes_home = one_of("discharge_destination", home.discharge_destinations)
    comes_back = (
        f"{one_of('admission_source', home.admission_sources)}"
        f" and {one_of('admission_method', home.admission_methods)}"
    )
    return f"""
        with several as (
            select person_id
            from unjoined_spell
            group by person_id
            having count(*) > 1
        ),
        told as (
            select spell_id, person_id, admission_date, first_episode_key,
                case when discharge_date_rule <> '{STALE}' then discharge_date end as discharge_date,
                {leaves} as leaves, {enters} as enters, {goes_home} as goes_home, {comes_back} as comes_back
            from unjoined_spell
            where admission_date is not null and not is_regular
              and person_id in (select person_id from several)
        ),
        placed as (
            select *, row_number() over (
                partition by person_id
                order by admission_date, discharge_date nulls last,
                    case when leaves and enters then 2 when enters then 3 when leaves then 1 else 0 end,
                    first_episode_key) as place
            from told
        ),
        followed as (
            select *,
                lag(discharge_date) over (partition by person_id order by place) as last_discharge,
                lag(leaves) over (partition by person_id order by place) as last_leaves,
                lag(goes_home) over (partition by person_id order by place) as last_goes_home
            from placed
        ),
        chained as (
            select spell_id, person_id, place,
                sum(case
                    when {dialect.days_between("last_discharge", "admission_date")} between 0 and {cips.max_gap_days}
                        and (last_leaves or enters) and not (last_goes_home and comes_back) then 0
                    else 1
                end) over (
                    partition by person_id order by place
                    rows between unbounded preceding and current row) as stay
            from followed
        )
        select spell_id,
            first_value(spell_id) over (partition by person_id, stay order by place) as cips_id
        from chained"""


def whole_stay_sql(found: str) -> str:
    """The stays of several spells: their spells in order (placed), and what is of all together (whole)."""
    return f"""of_several as (
            select distinct cips_id
            from spells
            where spell_id <> cips_id
        ),
        placed as (
            select *, row_number() over (
                partition by cips_id
                order by case when spell_id = cips_id then 0 else 1 end, admission_date,
                    discharge_date nulls last, first_episode_key) as place
            from spells
            where cips_id in (select cips_id from of_several)
        ),
        whole as (
            select cips_id, count(*) as spells, cast(sum(episodes) as bigint) as episodes,
                count(distinct provider_code) as providers, max(place) as last_place, {found},
                max(case when is_open then 1 else 0 end) = 1 as is_open,
                case when max(case when is_open then 1 else 0 end) = 0 then max(discharge_date) end as discharge_date
            from placed
            group by cips_id
        )"""


def cips_sql(dialect: Dialect) -> str:
    """
    One row per continuous inpatient spell: admission facts of its first spell, discharge facts of its last.

    Most are one spell; only the others are put together.
    """
    stay = dialect.days_between("first.admission_date", "whole.discharge_date")
    details = ", ".join(DETAILS)
    of = {name: "last" if name.startswith("last_") else "first" for name in DETAILS}
    told = ", ".join(f"{whose}.{name}" for name, whose in (of | dict.fromkeys(FIRST_FOUND, "whole")).items())
    found = ", ".join(
        f"min_by({name}, case when {name} is not null then place end) as {name}" for name in FIRST_FOUND
    )
    return f"""
        with {whole_stay_sql(found)}
        select whole.cips_id, first.person_id, first.admission_date, whole.discharge_date, whole.is_open,
            whole.spells, whole.episodes, whole.providers,
            first.provider_code as first_provider_code, last.provider_code as last_provider_code,
            first.admission_method, first.admission_method_group, first.admission_source,
            last.discharge_method, last.discharge_destination, {stay} as length_of_stay, last.discharge_date_rule,
            admission.cips_id is not null as is_admission, admission.days_since_discharge,
            first.is_emergency_readmission, {told}
        from whole
        join placed as first on first.cips_id = whole.cips_id and first.place = 1
        join placed as last on last.cips_id = whole.cips_id and last.place = whole.last_place
        left join stay_admission as admission on admission.cips_id = whole.cips_id
        union all
        select spells.cips_id, spells.person_id, spells.admission_date, spells.discharge_date, spells.is_open,
            cast(1 as bigint), spells.episodes,
            cast(case when spells.provider_code is null then 0 else 1 end as bigint), spells.provider_code,
            spells.provider_code, spells.admission_method, spells.admission_method_group, spells.admission_source,
            spells.discharge_method, spells.discharge_destination, spells.length_of_stay, spells.discharge_date_rule,
            admission.cips_id is not null, admission.days_since_discharge, spells.is_emergency_readmission, {details}
        from spells
        left join stay_admission as admission on admission.cips_id = spells.cips_id
        where spells.cips_id not in (select cips_id from of_several)"""
