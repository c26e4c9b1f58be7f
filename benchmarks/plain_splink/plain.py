"""
Plain Splink, `link_only`: what it linked, how much of it was right, and the seconds of each part.

The files are read, and the values cleaned, by the first sections of floor.sql; what follows is what a careful
user of Splink would write: every distinct event identity against every distinct HES identity.
"""

import time
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as cl

from benchmarks.floor.script import sections

READ = ("inputs", "standardise", "index")
MAX_PAIRS = 5e6
THRESHOLD = 0.5

PREPARED = """
create table left_record as
select row_number() over (order by nhs, dob, sex, postcode) as unique_id, nhs, cast(dob as varchar) as dob, sex,
    postcode, postcode[:-4] as district
from (select distinct nhs, dob, sex, postcode from event);
create table right_record as
select row_number() over (order by person, nhs, dob, sex, postcode) as unique_id, nhs, cast(dob as varchar) as dob, sex,
    postcode, postcode[:-4] as district, person
from identity
"""

DECIDED = """
create table linked as
with best as (
    select unique_id_l as id, person, max(match_weight) as weight
    from predicted join right_record on right_record.unique_id = predicted.unique_id_r
    group by id, person
)
select event.event_id, person
from (select *, count(*) over (partition by id) as tied from (
        select * from best qualify rank() over (partition by id order by weight desc) = 1)) as top
join left_record as e on e.unique_id = top.id
join event on e.nhs is not distinct from event.nhs and e.dob is not distinct from cast(event.dob as varchar)
    and e.sex is not distinct from event.sex and e.postcode is not distinct from event.postcode
where tied = 1
"""

JUDGED = """
select count(truth.person_id), count(linked.person), count(*) filter (where linked.person = truth.person_id)
from (select *, md5(concat(site_code, '|', accession_number)) as event_id
    from read_csv('{truth}', all_varchar = true)) as truth
join event using (event_id)
left join linked using (event_id)
"""


def settings() -> SettingsCreator:
    """Four comparisons, and four blocks that a machine of this size can afford."""
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.LevenshteinAtThresholds("nhs", [1]),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.LevenshteinAtThresholds("postcode", [1]),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nhs"),
            block_on("dob", "postcode"),
            block_on("postcode", "sex"),
            block_on("dob", "sex", "district"),
        ],
    )


def run(world: Path, work: Path, month: str) -> dict[str, Any]:
    """Read, train, predict, decide; events in HES, linked and right, and seconds of each part."""
    work.mkdir(exist_ok=True)
    connection = duckdb.connect(str(work / "splink.duckdb"))
    seconds, began = {}, time.monotonic()
    script = sections(world, month, work)
    for name in READ:
        for statement in script[name]:
            connection.execute(statement)
    connection.execute(PREPARED)
    seconds["read"] = time.monotonic() - began
    database = DuckDBAPI(connection=connection)
    tables = [database.register(name, dataset_display_name=name) for name in ("left_record", "right_record")]
    linker = Linker(tables, settings(), log_level=None)
    training = linker.training
    began = time.monotonic()
    training.estimate_probability_two_random_records_match([block_on("nhs")], recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("nhs"))
    training.estimate_parameters_using_expectation_maximisation(block_on("dob", "postcode"))
    seconds["train"] = time.monotonic() - began
    began = time.monotonic()
    predicted = linker.inference.predict(threshold_match_probability=THRESHOLD)
    connection.execute(f"create view predicted as select * from {predicted.physical_name}")
    connection.execute(DECIDED)
    seconds["predict"] = time.monotonic() - began
    judged = JUDGED.format(truth=world / "truth" / "truth.csv")
    in_hes, linked, right = connection.execute(judged).fetchall()[0]
    connection.close()
    return {"seconds": seconds, "in_hes": in_hes, "linked": linked, "right": right}
