"""Continuous inpatient spells (CIPS): provider spells of one person that a transfer joins."""

from linkage.config.rules import Cips
from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.pathways.spell import REGULAR_ATTENDER


def codes_sql(codes: tuple[str, ...]) -> str:
    """A list of codes for `in`."""
    return f"({', '.join(literal(code) for code in codes)})"


def cips_sql(dialect: Dialect, cips: Cips) -> str:
    """
    The spells with their CIPS: cips_id is the spell_id of its first spell.

    Per person and never per provider, spells in order of admission, discharge and id. A spell goes on from the
    one before it when the gap is short, a transfer is told on either side, the pair is not "home, then back
    through A&E", and neither is of a regular attender. Regular attenders have no CIPS. Source: NHS Digital
    methodology to create provider and continuous inpatient spells from HES APC data, version 2.
    """
    gap = dialect.days_between("discharged_before", "admission_date")
    home, ward, emergency = (literal(code) for code in cips.not_a_transfer)
    goes_on = f"""{gap} between 0 and {cips.max_gap_days}
                and (destination_before in {codes_sql(cips.discharge_destinations)}
                    or admission_source in {codes_sql(cips.admission_sources)}
                    or admission_method in {codes_sql(cips.admission_methods)})
                and not (coalesce(destination_before, '') = {home} and coalesce(admission_source, '') = {ward}
                    and coalesce(admission_method, '') = {emergency})"""
    order = "admission_date nulls last, discharge_date nulls last, spell_id"
    return f"""
        with in_order as (
            select *, lag(discharge_date) over (partition by person_id order by {order}) as discharged_before,
                lag(discharge_destination) over (partition by person_id order by {order}) as destination_before
            from provider_spell
            where not coalesce({REGULAR_ATTENDER}, false)
        ),
        marked as (
            select *, sum(case when {goes_on} then 0 else 1 end)
                over (partition by person_id order by {order} rows between unbounded preceding and current row) as nth
            from in_order
        ),
        joined as (
            select spell_id, first_value(spell_id) over (partition by person_id, nth order by {order}) as cips_id
            from marked
        )
        select provider_spell.*, joined.cips_id
        from provider_spell
        left join joined on joined.spell_id = provider_spell.spell_id"""
