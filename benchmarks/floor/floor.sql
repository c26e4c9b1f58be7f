-- What the monthly job costs at the least: the same files, the same joins by profile dmq_2015, written by hand for
-- DuckDB, with nothing checked: no header, ledger, quarantine, contract, digest, pseudonym or opt-out.
-- $did, $hes and $out are replaced by folders, $month by the first day of the month.

-- section: inputs
create table did_raw as select * from read_csv('$did/*.csv', auto_detect = false, header = false, delim = ',', quote = '',
    ignore_errors = true, filename = true, columns = {'nhs': 'varchar', 'status': 'varchar', 'dob': 'varchar',
    'ethnic': 'varchar', 'sex': 'varchar', 'postcode': 'varchar', 'practice': 'varchar', 'setting': 'varchar',
    'referrer': 'varchar', 'organisation': 'varchar', 'requested': 'varchar', 'received': 'varchar', 'tested': 'varchar',
    'nicip': 'varchar', 'snomed': 'varchar', 'reported': 'varchar', 'site': 'varchar', 'accession': 'varchar'});
create table apc_raw as select TOKEN_PERSON_ID as person, NEWNHSNO as nhs, DOB as dob, SEX as sex, HOMEADD as postcode,
    PROCODE3 as provider, SITETRET as site, EPIKEY as key, PROVSPNOPS as spell_number, ADMIDATE as admitted, ADMIMETH as
    method, ADMISORC as source, EPISTART as started, EPIEND as ended, EPIORDER as place, EPISTAT as epistat, CLASSPAT as
    class, DISDATE as discharged, DISMETH as dismeth, DISDEST as destination, MAINSPEF, TRETSPEF as specialty, DIAG_01 as
    diagnosis, OPERTN_01 as procedure, AEKEY as aekey, ETHNOS, GPPRAC
from read_csv('$hes/HES_APC_*.txt', header = true, delim = '|', quote = '', all_varchar = true);
create table op_raw as select TOKEN_PERSON_ID as person, NEWNHSNO as nhs, DOB as dob, SEX as sex, HOMEADD as postcode,
    PROCODE3 as provider, SITETRET as site, ATTENDKEY as key, APPTDATE as day, ATTENDED as attended, FIRSTATT as type,
    OUTCOME, PRIORITY as priority, REFSOURC, REQDATE, MAINSPEF, TRETSPEF as specialty, DIAG_01 as diagnosis,
    OPERTN_01 as procedure, ETHNOS, GPPRAC
from read_csv('$hes/HES_OP_*.txt', header = true, delim = '|', quote = '', all_varchar = true);
create table ae_raw as select TOKEN_PERSON_ID as person, NEWNHSNO as nhs, DOB as dob, SEX as sex, HOMEADD as postcode,
    PROCODE3 as provider, SITETRET as site, AEKEY as key, ARRIVALDATE as day, ARRIVALTIME, DEPTIME, AEATTENDCAT,
    AEATTENDDISP as disposal, AEDEPTTYPE, EPIKEY as epikey, DIAG_01 as diagnosis, ETHNOS, GPPRAC
from read_csv('$hes/HES_AE_*.txt', header = true, delim = '|', quote = '', all_varchar = true);

-- section: standardise
create macro clean_postcode(raw) as case when raw not like 'ZZ%' and trim(raw) <> ''
    then replace(replace(upper(raw), ' ', ''), '0', 'O') end;
create macro clean_date(raw) as case when raw not in ('', '1800-01-01', '1801-01-01') then try_cast(raw as date) end;
create macro clean_sex(raw) as case when raw in ('1', '2') then raw end;
create macro clean_nhs(raw) as case when length(raw) = 10 and (11 - (10 * cast(raw[1] as int) + 9 * cast(raw[2] as int)
    + 8 * cast(raw[3] as int) + 7 * cast(raw[4] as int) + 6 * cast(raw[5] as int) + 5 * cast(raw[6] as int)
    + 4 * cast(raw[7] as int) + 3 * cast(raw[8] as int) + 2 * cast(raw[9] as int)) % 11) % 11 = cast(raw[10] as int)
    then raw end;
create table event as
select md5(concat(site, '|', accession)) as event_id, clean_nhs(nhs) as nhs, clean_date(dob) as dob, clean_sex(sex) as sex,
    clean_postcode(postcode) as postcode, setting, site[:3] as provider, site, ethnic, nicip, snomed, organisation,
    try_cast(requested as date) as requested, try_cast(received as date) as received, cast(tested as date) as tested,
    try_cast(reported as date) as reported
from (select *, row_number() over (partition by site, accession order by filename desc) as nth from did_raw
    where accession is not null and try_cast(tested as date) is not null)
where nth = 1 and date_trunc('month', cast(tested as date)) = date '$month';
create table episode as select * replace (clean_date(admitted) as admitted, clean_date(started) as started,
    clean_date(ended) as ended, clean_date(discharged) as discharged, try_cast(place as int) as place) from apc_raw;
create table appointment as select * replace (clean_date(day) as day) from op_raw;
create table attendance as select * replace (clean_date(day) as day) from ae_raw;

-- section: index
create table identity as
select distinct person, clean_nhs(nhs) as nhs, clean_date(dob) as dob, clean_sex(sex) as sex,
    clean_postcode(postcode) as postcode
from (select person, nhs, dob, sex, postcode from apc_raw union all select person, nhs, dob, sex, postcode from op_raw
    union all select person, nhs, dob, sex, postcode from ae_raw)
order by nhs;
create table numbered as select distinct person from identity where nhs is not null;
create table postcode_people as
select postcode, count(distinct person) as people from identity where postcode is not null group by postcode;
create table ignored as select postcode from postcode_people
where people >= 10 and people > (select quantile_disc(people, 0.99) from postcode_people);

-- section: ranks
create table event_identity as
select row_number() over () as id, nhs, dob, sex, postcode from (select distinct nhs, dob, sex, postcode from event);
create table candidate as
select e.id, i.person, min(case
    when e.dob = i.dob and e.sex = i.sex and e.postcode = i.postcode then 1
    when e.dob = i.dob and e.sex = i.sex and (e.postcode is null or i.postcode is null) then 2
    when e.dob = i.dob and e.sex = i.sex then 3
    when e.sex = i.sex and (cast(year(e.dob) = year(i.dob) as int) + cast(month(e.dob) = month(i.dob) as int)
            + cast(day(e.dob) = day(i.dob) as int) >= 2
        or year(e.dob) = year(i.dob) and month(e.dob) = day(i.dob) and day(e.dob) = month(i.dob))
        then case when e.postcode = i.postcode then 4 else 5 end
    when e.postcode = i.postcode then 6
    else 9 end) as rank
from event_identity as e join identity as i on i.nhs = e.nhs
group by e.id, i.person
union all
select distinct e.id, i.person, case when e.postcode in (from ignored) then 8 else 7 end as rank
from event_identity as e join identity as i on i.dob = e.dob and i.sex = e.sex and i.postcode = e.postcode
where not (month(e.dob) = 1 and day(e.dob) = 1) and (e.nhs is null or i.person not in (select person from numbered));
create table decided as
select id, min(rank) as rank, min(person) as person
from (select *, min(rank) over (partition by id) as best from candidate)
where rank = best
group by id
having count(distinct person) = 1;

-- section: resolve
create table links as
select event.*, decided.person, decided.rank
from event
join event_identity as e on e.nhs is not distinct from event.nhs and e.dob is not distinct from event.dob
    and e.sex is not distinct from event.sex and e.postcode is not distinct from event.postcode
left join decided on decided.id = e.id;

-- section: pathways
create table kept as select * from episode as unfinished where epistat = '3' or not exists (
    select 1 from episode as finished where finished.person = unfinished.person and finished.started = unfinished.started
        and finished.provider = unfinished.provider and finished.place = unfinished.place and finished.epistat = '3');
create table spell_episode as
select key, md5(case when class in ('3', '4') then key
    else concat_ws('|', person, provider, admitted, spell_number) end) as spell from kept;
create table spell as
select spell, any_value(person) as person, any_value(provider) as provider, min(admitted) as admitted,
    max(discharged) as discharged, count(*) as episodes, arg_min(key, (started, place, key)) as first_key,
    arg_max(key, (started, place, key)) as last_key, arg_min(method, (started, place, key)) as method,
    arg_min(source, (started, place, key)) as source, arg_min(class, (started, place, key)) as class,
    arg_max(destination, (started, place, key)) as destination
from kept join spell_episode using (key) group by spell;
create table cips as
select spell, first_value(spell) over (partition by person, nth order by admitted, discharged, spell) as cips
from (select *, sum(cast(not coalesce(goes_on, false) as int)) over (partition by person order by admitted, discharged, spell
        rows unbounded preceding) as nth
    from (select *, admitted - lag(discharged) over w between 0 and 2 and (lag(destination) over w in ('49', '50', '51',
            '52', '53', '84', '87') or source in ('49', '50', '51', '52', '53', '87') or method in ('2B', '81')) as goes_on
        from spell where class not in ('3', '4') window w as (partition by person order by admitted, discharged, spell)));
create table stay as
select cips, any_value(person) as person, min(admitted) as admitted, max(discharged) as discharged, count(*) as spells,
    sum(episodes) as episodes, count(distinct provider) as providers, arg_min(provider, (admitted, spell)) as first_provider,
    arg_max(provider, (admitted, spell)) as last_provider, arg_min(method, (admitted, spell)) as method,
    arg_min(source, (admitted, spell)) as source, arg_max(destination, (admitted, spell)) as destination
from spell left join cips using (spell) group by cips;
create table linked as select event_id, person, provider, tested, requested, setting, rank from links where person is not null;
create table relation as
select event_id, 1 as precedence, 'APC' as source, key, k.provider, started as began, 0 as gap, place
from linked as e join kept as k using (person) where started <= tested and (ended >= tested or ended is null);
insert into relation
select event_id, 2, 'APC', first_key, s.provider, admitted, 0, 1 from linked as e join spell as s using (person)
where admitted <= tested and discharged >= tested and event_id not in (select event_id from relation)
union all
select event_id, 4, 'AE', key, a.provider, day, tested - day, null from linked as e join attendance as a using (person)
where tested - day between 0 and 1
union all
select event_id, 5, 'AE', a.key, a.provider, day, tested - day, null from linked as e join attendance as a using (person)
join spell as s on s.person = a.person and s.provider = a.provider and s.admitted - day between 0 and 1
    and s.method like '2%'
where tested - day between 0 and 1
union all
select event_id, 6, 'OP', key, a.provider, day, 0, null from linked as e join appointment as a
    on a.person = e.person and a.day = e.tested where attended in ('5', '6')
union all
select event_id, 7, 'OP', key, a.provider, day, tested - day, null from linked as e join appointment as a
    on a.person = e.person and a.day = e.requested where attended in ('5', '6') and tested - day between 0 and 180
union all
select event_id, 8, 'APC', first_key, s.provider, admitted, admitted - tested, 1 from linked join spell as s using (person)
where admitted - tested between 1 and 28
union all
select event_id, 9, 'APC', first_key, s.provider, admitted, admitted - tested, 1 from linked join spell as s using (person)
where admitted - tested between 1 and 28 and setting = '04'
union all
select event_id, 10, 'APC', last_key, s.provider, admitted, tested - discharged, 1 from linked join spell as s using (person)
where tested - discharged between 1 and 30;
create table pathway as
select e.event_id, e.person, r.source, r.key, p.spell, c.cips, r.precedence, r.began - e.tested as days_from_test,
    r.provider = e.provider as same_provider, k.method, k.class, k.specialty, k.diagnosis, k.procedure, a.type, a.priority,
    t.disposal, e.rank, row_number() over (partition by e.event_id order by r.precedence, r.provider = e.provider desc,
        r.gap, r.began, r.place, r.key) = 1 as is_primary
from linked as e left join relation as r using (event_id)
left join kept as k on r.source = 'APC' and k.key = r.key
left join spell_episode as p on p.key = k.key left join cips as c on c.spell = p.spell
left join appointment as a on r.source = 'OP' and a.key = r.key
left join attendance as t on r.source = 'AE' and t.key = r.key;
create table outlook as
select event_id, min(s.admitted) - any_value(tested) as next_admission, any_value(nth) > 1 as is_repeat
from (select *, row_number() over (partition by person, tested, setting order by event_id) as nth from linked) as e
left join spell as s on s.person = e.person and s.admitted > e.tested and s.class not in ('3', '4')
group by event_id;

-- section: statistics
create table statistics as
select rank, setting, provider, sex, count(*) as events, count(distinct person) as people from links
group by grouping sets ((), (rank), (setting), (provider), (sex));

-- section: release
copy (select event_id, person, rank from links) to '$out/links.parquet' (compression zstd);
copy pathway to '$out/pathways.parquet' (compression zstd);
copy (select * exclude (nhs, dob, postcode) from links left join outlook using (event_id)) to '$out/events.parquet' (compression zstd);
copy (from spell left join cips using (spell)) to '$out/spells.parquet' (compression zstd);
copy stay to '$out/cips.parquet' (compression zstd);
copy statistics to '$out/statistics.parquet' (compression zstd);
