-- Do people of deprived areas wait longer for a scan their doctor asked for?
-- A wait needs no link, and whoever is not linked is not like the rest: so every event counts, and the share that is not linked
-- stands beside it. Areas come from the event's own postcode; without one there is no decile, and that row is shown too.
select coalesce(((deprivation_decile + 1) // 2)::text, 'no area') as fifth, count(*) as examinations,
    median(days_request_to_test) as median_days, quantile_disc(days_request_to_test, 0.9) as nine_in_ten_within,
    round(100 * count(*) filter (status <> 'linked') / count(*), 1) as per_cent_not_linked
from 'events/*/*.parquet'
where source_setting = '04' and modality in ('CT', 'MRI', 'Ultrasound') and days_request_to_test >= 0 and not is_repeat
group by fifth
order by fifth;

-- By draws: the waits are the events' own, and a median is no mean; of each event, whether it is nobody's.
--     select coalesce(((deprivation_decile + 1) // 2)::text, 'no area') as part,
--         coalesce(person_id, event_id) as person, status <> 'linked' as value
--     from 'events/*/*.parquet'
--     where source_setting = '04' and modality in ('CT', 'MRI', 'Ultrasound') and days_request_to_test >= 0 and not is_repeat
