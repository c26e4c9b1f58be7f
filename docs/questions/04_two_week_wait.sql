-- Of the tests asked for at an appointment of the two-week wait, how many came within 14 days?
-- The appointment at which it was asked for may not be the primary relation: the patient may have been seen again, or
-- admitted, on the day of the test. The scan's own appointment (treatment function 812) asked for nothing. Beside it the same for urgent and routine appointments.
with asked as (
    select distinct on (event_id) event_id, person_id, appointment_priority
    from 'pathways/*/*.parquet'
    where relation in ('OP_REQUESTED', 'OP_SAME_DAY') and appointment_priority is not null
      and not coalesce(is_imaging_appointment, false)
    order by event_id, relation, appointment_priority desc
)
select appointment_priority as priority, count(*) as examinations, count(distinct asked.person_id) as people,
    count(*) filter (days_request_to_test <= 14) as within_14_days,
    round(100 * count(*) filter (days_request_to_test <= 14) / count(*), 1) as per_cent
from asked
join 'events/*/*.parquet' as events using (event_id)
where days_request_to_test >= 0 and not is_repeat
group by priority
order by priority desc;

-- By draws: of each examination, whether it came within 14 days.
--     select appointment_priority as part, asked.person_id as person, days_request_to_test <= 14 as value
--     from asked
--     join 'events/*/*.parquet' as events using (event_id)
--     where days_request_to_test >= 0 and not is_repeat
