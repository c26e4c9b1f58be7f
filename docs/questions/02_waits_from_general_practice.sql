-- How long do patients of general practice wait for their test?
-- Unlinked events are events too: a wait needs no person, so nothing is joined. Repeats are one examination.
select modality, count(*) as examinations, median(days_request_to_test) as median_days,
    quantile_disc(days_request_to_test, 0.9) as nine_in_ten_within, count(*) filter (status <> 'linked') as not_linked
from 'events/*/*.parquet'
where source_setting = '04' and days_request_to_test >= 0 and not is_repeat
group by modality
having count(*) >= 10
order by examinations desc;

-- By draws: nothing to pool. A median is no mean, and the waits are the events' own, whoever they fall to.
