"""home folder: there is one. Made up for a test."""

from linkage.commands.doctor.check import Check, Subject
from linkage.session.finding import Warned


def home_folder(subject: Subject) -> str:
    """Its name."""
    if "HOME" not in subject.around.environment:
        raise Warned("none is named; set HOME")
    return "is named"


CHECK = Check(name="home folder", place=650, meaning="There is a home folder.", look=home_folder)
