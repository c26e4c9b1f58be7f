-- How many examinations does a hospital stay come to?
-- One primary relation an event, so nothing is counted twice. A transfer ends a spell and not the stay: by spell the
-- same stay looks like several short ones.
with examined as (
    select pathways.spell_id, pathways.cips_id, pathways.person_id, event_id
    from 'pathways/*/*.parquet' as pathways
    join 'events/*/*.parquet' as events using (event_id)
    where is_primary and relation in ('IN_EPISODE', 'IN_SPELL', 'IN_CIPS') and not is_repeat
),
stays as (
    select 'by spell' as counted, spell_id as stay, any_value(person_id) as person, count(*) as examinations
    from examined
    group by spell_id
    union all
    select 'by continuous stay', cips_id, any_value(person_id), count(*)
    from examined
    group by cips_id
)
select counted, count(*) as stays, sum(examinations)::bigint as examinations, round(avg(examinations), 3) as mean,
    count(*) filter (examinations >= 3) as with_three_or_more
from stays
group by counted
order by counted;

-- By draws: of each stay with an examination, how many it has.
--     select counted as part, person, examinations as value
--     from stays
