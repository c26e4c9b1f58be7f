"""How the postcode goes wrong in imaging records: unknown or mistyped."""

from .rules import DMQ, ErrorRule

POSTCODE_UNKNOWN = ErrorRule(
    "postcode_unknown",
    {"": 0.0540, "ZZ99 3VZ": 0.0020, "ZZ99 3WZ": 0.0013, "ZZ99 3CZ": 0.0003, "ZZ99 6CZ": 0.0002},
    f"By what is written instead. Blank: rank 1B is 5.5% of matched rows in the {DMQ}. ZZ99: 0.38% of people,"
    " 0.20% no fixed abode (3VZ), in one English trust (CRATE).",
    by_person=True,
)

POSTCODE_MISTYPED = ErrorRule(
    "postcode_mistyped",
    {"letters switched": 0.00027, "digits switched": 0.0006, "one character": 0.0010},
    "By kind. The last two letters switched: 27 of 101,349 people (CRATE). Two neighbouring digits switched, and one"
    " character changed: our choice, within the 0.97% whose postcodes differ inside one sector, most by moves.",
    by_person=True,
)
