"""
The same sample as a workbook, for whoever may run no page: what is shown on one sheet, answers on another.

Text stays text, and the same sample gives the same bytes. Needs the extra `report`.
"""

import io
from datetime import datetime

from linkage.report.workbook import INERT, repeatable
from linkage.review.answer_file import FORMAT, LONGEST_NOTE, REACHES
from linkage.review.shown import ShownSample, text_of
from linkage.review.verdict import ANSWERS

ANSWER_SHEET = "Answers"
NAMES = ("format", "sample", "round", "page", "reviewer")
"""What stands in the first rows of the sheet of answers, a name and a value each."""
COLUMNS = ("event", "people", "answer", "person", "reach", "note")
HEAD = len(NAMES) + 1
"""Row of the columns' names, from 0; the events follow."""
SECRET = "Identifiers of patients: this workbook stays in the secure area."  # noqa: S105 - a sentence
HOW = (
    SECRET,
    "They are in it because nobody can judge a link without them.",
    "Sheet Events shows each event and, in its columns, the people it may be of. Their order means nothing.",
    "Sheet Answers: write your code (no name) beside reviewer, and an answer for each event:",
    "match: it is the person whose number you write in the column person",
    "none: it is none of them",
    "cannot_tell: nobody could tell from this",
    "reach: event, for that event alone, or identity, for every event with the same four identifiers; blank: event.",
    "Change nothing else. Leave an event blank that you have not judged yet.",
    "(-x) stands for letters that only the event has.",
)


def workbook_bytes(sample: ShownSample, digest: str, made: datetime) -> bytes:
    """The .xlsx file of a round; `digest` names its page, `made` stands in its properties."""
    import xlsxwriter  # noqa: PLC0415 - an extra

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, INERT)
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    told = book.add_worksheet("Read me")
    told.set_column(0, 0, 100, wrap)
    for place, line in enumerate(HOW):
        told.write_string(place, 0, line, bold if place == 0 else wrap)
    answers = book.add_worksheet(ANSWER_SHEET)
    answers.set_column(0, 0, 36)
    answers.set_column(5, 5, 60)
    for place, (name, value) in enumerate(
        zip(NAMES, (FORMAT, sample.sample, sample.round, digest, ""), strict=True)
    ):
        answers.write_string(place, 0, name, bold)
        answers.write_string(place, 1, value)
    for place, name in enumerate(COLUMNS):
        answers.write_string(HEAD, place, name, bold)
    last = HEAD + max(1, len(sample.events))
    answers.data_validation(HEAD + 1, 2, last, 2, {"validate": "list", "source": list(ANSWERS)})
    answers.data_validation(HEAD + 1, 4, last, 4, {"validate": "list", "source": list(REACHES)})
    answers.data_validation(
        HEAD + 1, 5, last, 5, {"validate": "length", "criteria": "<=", "value": LONGEST_NOTE}
    )
    events = book.add_worksheet("Events")
    events.set_column(0, 1, 36, wrap)
    events.set_column(2, 12, 30, wrap)
    most = max((event.people for event in sample.events), default=0)
    for place, name in enumerate(("event", "what", "event", *(f"person {one + 1}" for one in range(most)))):
        events.write_string(0, place, name, bold)
    row = 1
    for nth, event in enumerate(sample.events):
        answers.write_string(HEAD + 1 + nth, 0, event.event_id)
        answers.write_number(HEAD + 1 + nth, 1, event.people)
        for name, value in event.about:
            for place, text in enumerate((event.event_id, name, value)):
                events.write_string(row, place, text, wrap)
            row += 1
        for shown in event.rows:
            cells = (event.event_id, shown.name, text_of(shown.event), *map(text_of, shown.people))
            for place, text in enumerate(cells):
                events.write_string(row, place, text, wrap)
            row += 1
    events.freeze_panes(1, 2)
    book.set_properties({"title": sample.sample, "author": "linkage", "created": made.replace(tzinfo=None)})
    book.close()
    return repeatable(file.getvalue(), made)
