"""Whose each event is, as a perfect linker would say after a delivery: somebody, if HES has the person by then."""

from .imaging import KEY

HOSPITAL_KINDS = "('apc', 'op', 'ae')"


def whose_sql() -> str:
    """One row per event of the finished world: its key, person (null: never in HES), relation and record."""
    return f"""
        select {KEY} as key, person_id, relation, episode_key, other_episode_key, examination
        from world_truth join (
            select test_number, site_code as SITE_CODE_IMAGING, accession_number as RADIOLOGICAL_ACCESSION_NUM
            from world_event
        ) as event using (test_number)"""


def truth_sql(final: str) -> str:
    """
    The text of a query with {n} for the delivery: one row per event that lies in the folder after it.

    The person keys are those of the time. Relation and record are null where the record is not there yet, or no longer.
    """
    at = "since <= {n} and coalesce(until > {n}, true)"
    return f"""
        with record as (
            select distinct key, person from sent_row where kind in {HOSPITAL_KINDS} and key <> '' and {at}
        ),
        sent as (select distinct key from sent_row where kind = 'did' and month is not null and {at}),
        told as (
            select whose.* exclude (person_id), coalesce(issued.after, person_id) as person_id
            from whose
            left join (select before, after from person_key where trust is null and {{n}} >= {final}) as issued
                on issued.before = person_id
        )
        select split_part(key, '|', 1) as site_code, split_part(key, '|', 2) as accession_number,
            case when is_known then person_id end as person_id,
            case when is_known and is_there then relation end as relation,
            case when is_known and is_there then episode_key end as episode_key,
            case when is_known and is_there then other_episode_key end as other_episode_key,
            examination
        from (
            select told.*, person_id in (select person from record) as is_known,
                relation = 'PERSON_ONLY' or episode_key in (select key from record) as is_there
            from told semi join sent using (key)
        ) as known
        order by key"""
