-- Of people with a CT of a body region, how many had another CT of the same region within twelve months?
-- Two rows of one examination are no repeat (is_repeat). Only people whose twelve months lie within the release can be
-- counted as "no": whole_year is how many these are, and a release of one month has none. So the rate is shown
-- for those alone, and the repeats that were seen beside it.
with ct as (
    select event_id, person_id, body_region, test_date
    from 'events/*/*.parquet'
    where status = 'linked' and modality = 'CT' and not is_repeat and body_region is not null
),
first_ct as (
    select person_id, body_region, min(test_date) as test_date from ct group by all
),
followed as (
    select first_ct.*, exists (
            select 1 from ct
            where ct.person_id = first_ct.person_id and ct.body_region = first_ct.body_region
              and ct.test_date > first_ct.test_date and ct.test_date <= first_ct.test_date + interval 12 months
        ) as again,
        first_ct.test_date + interval 12 months <= (select max(test_date) from ct) as whole_year
    from first_ct
)
select count(*) as people_and_regions, count(*) filter (again) as repeats_seen, count(*) filter (whole_year) as whole_year,
    round(100 * count(*) filter (again and whole_year) / nullif(count(*) filter (whole_year), 0), 1) as per_cent
from followed;

-- By draws: of each person and region, whether a repeat was seen: a month does not tell a rate.
--     select person_id as person, again as value
--     from followed
