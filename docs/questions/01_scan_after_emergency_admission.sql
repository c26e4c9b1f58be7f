-- Of the emergency admissions in the month, how many had a CT by the day after?
-- Of all of them, since this job asks for [outputs] all_spells; without it a release has the spells of people with a linked
-- event alone, and the share would be far too high.
-- A scan in A&E before the admission belongs to the stay too: AE_THEN_ADMITTED carries its spell. So every relation
-- is asked, not the primary one alone, and people are counted, not rows.
with admitted as (
    select spell_id, person_id, admission_date
    from 'spells/test_month=2019-11/*.parquet'
    where admission_method_group = 'emergency' and admission_date between date '2019-11-01' and date '2019-11-29'
),
scanned as (
    select distinct pathways.spell_id
    from 'pathways/*/*.parquet' as pathways
    join 'events/*/*.parquet' as events using (event_id)
    join admitted using (spell_id)
    where events.modality = 'CT' and pathways.relation in ('IN_EPISODE', 'IN_SPELL', 'AE_THEN_ADMITTED')
      and events.test_date <= admitted.admission_date + 1
)
select count(*) as admissions, count(distinct person_id) as people, count(scanned.spell_id) as with_ct,
    round(100 * count(scanned.spell_id) / count(*), 1) as per_cent
from admitted
left join scanned using (spell_id);

-- By draws: of each admission, whether it has a CT.
--     select person_id as person, spell_id in (select spell_id from scanned) as value
--     from admitted
