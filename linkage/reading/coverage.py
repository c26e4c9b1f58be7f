"""Which providers sent imaging of which months: a trust that sent nothing is not a trust without scans."""

from collections.abc import Sequence
from textwrap import dedent

from linkage.reading.pathway import listed


def coverage_sql(months: Sequence[str]) -> str:
    """
    One row per provider and month of the release: provider_code, test_month, events (0: none was sent), linked.

    Providers are those with events in any month, and those of stays, who may have sent none at all.
    """
    return dedent(f"""\
        with provider as (
            select provider_code from events union select first_provider_code from cips
        ),
        sent as (
            select provider_code, test_month, count(*) as events, count(*) filter (status = 'linked') as linked
            from events
            group by all
        )
        select provider.provider_code, month.test_month, coalesce(events, 0) as events, coalesce(linked, 0) as linked
        from provider
        cross join (select unnest({listed(months)}) as test_month) as month
        left join sent on sent.provider_code = provider.provider_code and sent.test_month = month.test_month
        where provider.provider_code is not null
        order by provider.provider_code, month.test_month""")
