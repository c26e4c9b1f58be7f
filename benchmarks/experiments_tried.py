"""The experiments with rank P, each one change against what ships."""

from contextlib import nullcontext

from benchmarks.experiment import Experiment, replaced, with_levels, without
from benchmarks.experiment_changes import DATE_PARTS, ONE_PHI, no_price, own_people, part_key_sql, two_edits

EXPERIMENTS = (
    Experiment("as shipped", "nothing", "what the others are held against", nullcontext),
    Experiment(
        "no price of coincidence",
        "birth date, postcode and sex agree by chance as a product says",
        "it is what every plain model assumes",
        no_price,
    ),
    Experiment(
        "one phi",
        "phi of the whole pool instead of one by source setting",
        "one number is simpler, and small settings borrow it anyway",
        lambda: replaced(pool_stratum_sql=lambda: ONE_PHI),
    ),
    Experiment(
        "near at two edits",
        "postcodes are near at two edits instead of one",
        "two characters may be mistyped as well as one",
        with_levels("postcode", two_edits),
        trains=True,
    ),
    Experiment(
        "no sector, no district",
        "those two levels of the postcode are part of other",
        "who moves does not always stay near, and two levels fewer are easier to explain",
        with_levels("postcode", without("sector", "district")),
        trains=True,
    ),
    Experiment(
        "slips not told apart",
        "slip and transposed are part of two equal",
        "both are rare, and rare levels are learnt from few pairs",
        with_levels("birth_date", without("slip", "transposed")),
        trains=True,
    ),
    Experiment(
        "no switched day and month",
        "swapped is part of one equal",
        "it is rarer still",
        with_levels("birth_date", without("swapped")),
        trains=True,
    ),
    Experiment(
        "postcode by its people",
        "u of an exact postcode is the share of people who have lived there",
        "a farm says more than a tower block",
        lambda: own_people("postcode"),
    ),
    Experiment(
        "1 January by its people",
        "u of an exact birth date on 1 January is the share of people who have it",
        "dates that are not known are entered as that day",
        lambda: own_people(
            "birth_date",
            "extract(month from event.birth_date) = 1 and extract(day from event.birth_date) = 1",
        ),
    ),
    Experiment(
        "a part of the birth date in every block",
        "postcode and sex share a block only with the year, the month or the day of birth as well",
        "nine pairs in ten of that block have no part equal, and they are the bulk of the work",
        lambda: replaced(block_key_sql=part_key_sql),
        trains=True,
        settings={
            "blocks": (
                ("nhs_number",),
                ("birth_date", "postcode"),
                *(("postcode", "sex", part) for part in DATE_PARTS),
                ("birth_date", "sex", "district"),
            )
        },
    ),
    Experiment(
        "no link below 0.9",
        "minimum_probability is 0.9 instead of 0.5",
        "the target is an average, and sure links make room for doubtful ones",
        nullcontext,
        settings={"minimum_probability": 0.9},
    ),
)
