-- Which trusts with stays in the month sent imaging of it, and how much is linked? A trust that sent none is not a trust
-- without scans: leave its patients out of any rate of imaging, and say so.
-- Providers of stays and of imaging are both there; `open_release(...).coverage()` has the same for every month.
with stays as (
    select first_provider_code as provider_code, count(*) as stays
    from 'cips/test_month=2019-11/*.parquet'
    where admission_date between date '2019-11-01' and date '2019-11-30'
    group by all
),
sent as (
    select provider_code, count(*) as events, count(*) filter (status = 'linked') as linked
    from 'events/test_month=2019-11/*.parquet'
    group by all
)
select coalesce(stays.provider_code, sent.provider_code, 'unknown') as provider, coalesce(stays, 0) as stays, coalesce(events, 0) as events,
    round(100 * linked / events, 1) as per_cent_linked
from stays
full join sent on sent.provider_code is not distinct from stays.provider_code
order by provider;

-- By draws: of each event, whether it is somebody's.
--     select coalesce(provider_code, 'unknown') as part, coalesce(person_id, event_id) as person, status = 'linked' as value
--     from 'events/test_month=2019-11/*.parquet'
