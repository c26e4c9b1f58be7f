-- People by score: charlson and frailty are what the two queries gave.
select 'charlson' as score, case when charlson is null then 'not known' when charlson >= 5 then '5 and more'
    else charlson::varchar end as found, count(*) as people
from charlson
group by all
union all
select 'frailty', coalesce(frailty_risk, 'not known: under 75'), count(*)
from frailty
group by all
order by all;
