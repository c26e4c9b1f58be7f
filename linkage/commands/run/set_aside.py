"""Rows set aside for the month alone, as the manifest keeps them."""

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.engine.value import as_whole
from linkage.release.record.tallies import SetAside


def set_aside_sql(month: str) -> str:
    """One row per reason of imaging rows set aside: of `month` (YYYY-MM), of no known month, of other months."""
    return f"""
        select reason,
            count(case when test_month = {literal(month)} then 1 end) as of_month,
            count(case when test_month is null then 1 end) as of_no_month,
            count(case when test_month <> {literal(month)} then 1 end) as of_other_months
        from set_aside
        where dataset = 'did'
        group by reason
        order by reason"""


def set_aside_of(engine: Engine, month: str) -> SetAside:
    """What the table set_aside has of `month`; reasons without a row are left out."""
    found = [
        (str(reason), as_whole(own), as_whole(none), as_whole(other))
        for reason, own, none, other in engine.rows(set_aside_sql(month))
    ]
    return SetAside(
        of_month={reason: own for reason, own, _, _ in found if own},
        of_no_month={reason: none for reason, _, none, _ in found if none},
        of_other_months=sum(other for _, _, _, other in found),
    )
