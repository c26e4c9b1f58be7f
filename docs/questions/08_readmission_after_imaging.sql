-- Are stays with a CT or MRI followed by an emergency readmission more often than stays without?
-- A stay is a continuous one; a readmission is an emergency admission 0 to 29 days after its discharge, no transfer. Discharges are
-- those of the month, alive and on a day that was sent, and records have to reach 29 days further. Births and regular
-- attenders' sessions are no admissions. This is no causal answer: the sicker are scanned.
with discharged as (
    select cips_id, person_id, admission_date, discharge_date
    from 'cips/test_month=2019-11/*.parquet'
    where discharge_date between date '2019-11-01' and date '2019-11-30' and is_admission
      and discharge_date_rule in ('as_sent', 'swapped', 'last_episode_end')
      and coalesce(discharge_method not in ('4', '5'), true) and coalesce(discharge_destination <> '79', true)
),
again as (
    select discharged.cips_id
    from discharged
    join 'cips/test_month=2019-11/*.parquet' as later using (person_id)
    where later.cips_id <> discharged.cips_id and later.is_emergency_readmission
      and later.admission_date between discharged.discharge_date and discharged.discharge_date + 29
),
scanned as (
    select distinct cips_id
    from 'pathways/*/*.parquet' as pathways
    join 'events/*/*.parquet' as events using (event_id)
    where relation in ('IN_EPISODE', 'IN_SPELL', 'IN_CIPS') and events.modality in ('CT', 'MRI')
)
select case when scanned.cips_id is null then 'neither' else 'CT or MRI' end as imaging, count(*) as stays,
    count(again.cips_id) as readmitted, round(100 * count(again.cips_id) / count(*), 1) as per_cent
from discharged
left join (select distinct cips_id from again) as again using (cips_id)
left join scanned on scanned.cips_id = discharged.cips_id
group by all
order by imaging;

-- By draws: of each discharge, whether a readmission followed.
--     select case when cips_id in (select cips_id from scanned) then 'CT or MRI' else 'neither' end as part,
--         person_id as person, cips_id in (select cips_id from again) as value
--     from discharged
