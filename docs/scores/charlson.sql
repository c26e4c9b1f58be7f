-- Charlson comorbidity index of people on days asked for, from what hospital wrote in the two years up to each.
-- asked (person_id, asked_on): whom and when, one row a question, the day of an admission for instance.
-- reach (hospital_from): one row, the first day of the hospital data; before it nobody can know, and the index is null.
-- charlson_codes: configs/codes/charlson_icd10.csv. A code there stands for all that begin with it.
with written as (
    -- One row per person, day and group: a group counts once, however often it was written.
    select distinct asked.person_id, asked.asked_on, codes."group", codes.points
    from asked
    join (unpivot episodes on columns('^diagnosis_[0-9]{2}$') into name place value diagnosis) as episode
      on episode.person_id = asked.person_id
     and episode.episode_start between asked.asked_on - interval 2 year and asked.asked_on
    join charlson_codes as codes
      on codes.code in (substr(replace(episode.diagnosis, '.', ''), 1, 3), substr(replace(episode.diagnosis, '.', ''), 1, 4))
),
milder (milder, worse) as (
    -- Of two degrees of one disease the worse alone counts.
    values ('liver_mild', 'liver_severe'), ('diabetes', 'diabetes_complicated'), ('cancer', 'metastatic')
),
counted as (
    select written.*
    from written
    left join milder on milder.milder = written."group"
    left join written as other
      on other.person_id = written.person_id and other.asked_on = written.asked_on and other."group" = milder.worse
    where other."group" is null
)
select asked.person_id, asked.asked_on,
    case when asked.asked_on - interval 2 year >= any_value(reach.hospital_from)
        then coalesce(sum(counted.points), 0)::integer end as charlson
from asked
cross join reach
left join counted on counted.person_id = asked.person_id and counted.asked_on = asked.asked_on
group by asked.person_id, asked.asked_on
order by asked.person_id, asked.asked_on;
