-- Of people whose doctor sent them straight to a scan, how many had a first diagnosis of cancer afterwards, and when?
-- Setting 04 is direct access of general practice. A cancer (C00 to C97 but C44) is taken from any place of any episode; people
-- with one before the test are left out, as far as the files reach back. Outpatient records hardly ever have a diagnosis, so
-- this is cancer in a hospital bed, and later than its diagnosis.
with scanned as (
    select person_id, min(test_date) as test_date
    from 'events/*/*.parquet'
    where status = 'linked' and source_setting = '04' and modality in ('CT', 'MRI', 'Ultrasound', 'X-ray')
    group by person_id
),
cancer as (
    select person_id, min(episode_start) as found_on
    from (
        unpivot (select * from 'episodes/test_month=2019-11/*.parquet' where not is_duplicate)
        on columns('^diagnosis_[0-9]{2}$') into name place value code
    ) as diagnosed
    where regexp_matches(code, '^C([0-8]|9[0-7])') and not starts_with(code, 'C44')
    group by person_id
)
select count(*) as people, count(found_on) as with_cancer, median(found_on - test_date) as median_days,
    round(1000 * count(found_on) / count(*), 1) as per_thousand
from scanned
left join cancer using (person_id)
where found_on is null or found_on >= test_date;

-- By draws: of each person scanned, whether a cancer was found.
--     select person_id as person, found_on is not null as value
--     from scanned
--     left join cancer using (person_id)
--     where found_on is null or found_on >= test_date
