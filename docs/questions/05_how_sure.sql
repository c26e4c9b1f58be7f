-- Does an answer depend on how sure the links are? Of the events of A&E, the share followed by an admission within a week:
-- over every link, over those with the NHS number and all else equal, and over those found without a number.
-- An answer that moves with the kind of link is an answer about the links. Implausible ones are left out.
with told as (
    select events.event_id, events.person_id, events.days_to_next_admission between 0 and 7
            or events.primary_relation in ('IN_EPISODE', 'IN_SPELL') as admitted,
        match_rank
    from 'events/*/*.parquet' as events
    where source_setting = '05' and status = 'linked'
      and not (after_death or before_birth or in_two_hospitals or sex_impossible or coalesce(mothers_number, false))
),
each as (
    select '1 every link' as links, person_id, admitted from told
    union all
    select '2 rank 1A', person_id, admitted from told where match_rank = '1A'
    union all
    select '3 ranks 1B to 8', person_id, admitted from told where match_rank in ('1B', '2', '3', '4', '5', '8')
    union all
    select '4 rank P', person_id, admitted from told where match_rank = 'P'
)
select links, count(*) as events, count(*) filter (admitted) as admitted,
    round(100 * count(*) filter (admitted) / count(*), 1) as per_cent
from each
group by links
order by links;

-- By draws: of each event that falls to somebody, whether they were admitted. Another than is published has no rank.
--     select links as part, person_id as person, coalesce(admitted, false) as value
--     from each
--     where links = '1 every link'
