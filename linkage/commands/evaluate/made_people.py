"""Truth of a release whose people were made: true people are known by their records, since no key is the same."""

from linkage.engine.base import Engine


def put_made_people(engine: Engine) -> int:
    """
    truth, held_record -> truth with the made person of each true one; gives how many events are left out.

    A true person is the made one who holds most of the records that the truth names as theirs; where nobody holds any,
    no link of theirs is right. Events of people of whom the truth names no record cannot be judged.
    """
    engine.create("true_record", TRUE_RECORD)
    engine.create(
        "made_for",
        """
        select person_id, made_person_id
        from (
            select told.person_id, held.person_id as made_person_id,
                row_number() over (partition by told.person_id order by count(*) desc, held.person_id) as nth
            from true_record as told
            join held_record as held on held.episode_key = told.episode_key
            group by told.person_id, held.person_id
        ) as counted
        where nth = 1""",
    )
    before = engine.count("select count(*) from truth")
    engine.create(
        "truth",
        """
        select truth.event_id,
            case when truth.person_id is not null
                then coalesce(made.made_person_id, concat('nobody made: ', truth.person_id)) end as person_id,
            truth.relation, truth.episode_key, truth.other_episode_key, truth.examination
        from truth
        left join made_for as made on made.person_id = truth.person_id
        where truth.person_id is null or truth.person_id in (select person_id from true_record)""",
    )
    return before - engine.count("select count(*) from truth")


TRUE_RECORD = """
        select distinct person_id, episode_key
        from truth
        where person_id is not null and episode_key is not null"""
"""One row per record that the truth names, with whose it is."""
