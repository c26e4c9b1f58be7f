-- Of attendances at A&E, how many with and without imaging end in an admission?
-- The denominator is every attendance, so this needs [outputs] all_spells. Imaging belongs to an attendance by
-- AE_SAME_DAY or AE_THEN_ADMITTED; an attendance led to an admission where its record says so or a key leads to a spell.
with attended as (
    select attendance_key, person_id, coalesce(disposal = '01', false) or admitted_spell_id is not null as admitted
    from 'attendances/test_month=2019-11/*.parquet'
    where not is_duplicate and attendance_source = 'AE' and arrival_date between date '2019-11-01' and date '2019-11-29'
),
imaged as (
    select distinct episode_key as attendance_key
    from 'pathways/*/*.parquet'
    where relation in ('AE_SAME_DAY', 'AE_THEN_ADMITTED') and episode_source = 'AE'
)
select case when imaged.attendance_key is null then 'no imaging' else 'imaging' end as imaging, count(*) as attendances,
    count(*) filter (admitted) as admitted, round(100 * count(*) filter (admitted) / count(*), 1) as per_cent
from attended
left join imaged using (attendance_key)
group by all
order by imaging;

-- By draws: of each attendance, whether it ended in an admission.
--     select case when attendance_key in (select attendance_key from imaged) then 'imaging' else 'no imaging' end as part,
--         person_id as person, admitted as value
--     from attended
