-- Hospital Frailty Risk Score of people on days asked for, from what hospital wrote in the two years up to each.
-- asked (person_id, asked_on, age): whom, when and how old then, one row a question.
-- reach (hospital_from): one row, the first day of the hospital data; before it nobody can know, and the score is null.
-- frailty_codes: configs/codes/frailty_icd10.csv, 109 categories of three characters.
-- Made and tested for people of 75 and over: of younger ones it is null as well.
with written as (
    -- One row per person, day and category: it counts once, however often it was written.
    select distinct asked.person_id, asked.asked_on, codes.code, codes.points
    from asked
    join (unpivot episodes on columns('^diagnosis_[0-9]{2}$') into name place value diagnosis) as episode
      on episode.person_id = asked.person_id
     and episode.episode_start between asked.asked_on - interval 2 year and asked.asked_on
    join frailty_codes as codes on codes.code = substr(episode.diagnosis, 1, 3)
),
scored as (
    select asked.person_id, asked.asked_on,
        case when any_value(asked.age) >= 75 and asked.asked_on - interval 2 year >= any_value(reach.hospital_from)
            then round(coalesce(sum(written.points), 0), 1) end as frailty_score
    from asked
    cross join reach
    left join written on written.person_id = asked.person_id and written.asked_on = asked.asked_on
    group by asked.person_id, asked.asked_on
)
select person_id, asked_on, frailty_score,
    case when frailty_score < 5 then 'low' when frailty_score <= 15 then 'intermediate'
        when frailty_score > 15 then 'high' end as frailty_risk
from scored
order by person_id, asked_on;
