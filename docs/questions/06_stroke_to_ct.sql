-- Of stays for a stroke (I61, I63, I64 as the first diagnosis of an episode), how many had a CT, and how soon?
-- A rate over stays needs every stay: [outputs] all_spells. HES has no time of admission, so "within a day" lies between the
-- same day and the day after. A scan in A&E before the admission counts, over midnight too (AE_THEN_ADMITTED). A missed
-- link looks like a stay without CT, and a provider that sent no imaging is left out.
with stroke as (
    select distinct cips_id
    from 'episodes/test_month=2019-11/*.parquet'
    where not is_duplicate and left(diagnosis_01, 3) in ('I61', 'I63', 'I64')
),
stays as (
    select cips_id, person_id, admission_date, discharge_date
    from 'cips/test_month=2019-11/*.parquet' as cips
    join stroke using (cips_id)
    where admission_date between date '2019-11-01' and date '2019-11-29'
      and first_provider_code in (select provider_code from 'events/*/*.parquet')
),
led_to as (
    select event_id, cips_id from 'pathways/*/*.parquet' where relation = 'AE_THEN_ADMITTED'
),
scanned as (
    select stays.cips_id, min(test_date - admission_date) as days
    from stays
    join 'events/*/*.parquet' as events using (person_id)
    left join led_to on led_to.event_id = events.event_id and led_to.cips_id = stays.cips_id
    where modality = 'CT'
      and (test_date between admission_date and coalesce(discharge_date, admission_date + 30)
        or led_to.event_id is not null)
    group by stays.cips_id
)
select count(*) as stays, count(*) filter (days <= 0) as ct_that_day, count(*) filter (days <= 1) as by_the_next_day,
    count(days) as in_the_stay, round(100 * count(*) filter (days <= 1) / count(*), 1) as per_cent_by_the_next_day
from stays
left join scanned using (cips_id);

-- By draws: of each stay, whether there was a CT by the next day.
--     select person_id as person, coalesce(days <= 1, false) as value
--     from stays
--     left join scanned using (cips_id)
