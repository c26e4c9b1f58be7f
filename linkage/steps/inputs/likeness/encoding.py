"""In which encoding a text is that is not UTF-8, and the command that makes it so."""

from dataclasses import dataclass

UTF_8_MARK = b"\xef\xbb\xbf"
MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""How a text begins that says so itself; UTF-32 before UTF-16, whose mark it begins with."""
NUL_SHARE = 0.1
"""A NUL here and there is dirt in a field; more than this share of the bytes is another encoding or no text."""
UNUSED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
"""Bytes that mean nothing in Windows-1252, and letters in the code pages of DOS."""
LETTERS = bytes(range(0x80, 0x100))
SAMPLE = 1 << 16
PLAIN_SHARE = 0.9


@dataclass(frozen=True)
class Encoding:
    """An encoding as people call it, and as iconv does."""

    name: str
    iconv: str

    @property
    def advice(self) -> str:
        """What it is, and how it becomes UTF-8."""
        return f"{self.name} text: save it as UTF-8, e.g. `iconv -f {self.iconv} -t UTF-8`"


def encoding_of_whole(text: bytes) -> Encoding | None:
    """That of a text none of which can be read as UTF-8: one whose characters have two bytes, or four, or EBCDIC."""
    for mark, name in MARKS.items():
        if text.startswith(mark):
            return Encoding(name, name)
    sample = text[:SAMPLE]
    if sample.count(0) > NUL_SHARE * len(sample):
        return _wide(sample)
    if _is_ebcdic(sample):
        return Encoding("EBCDIC", "IBM500")
    return None


def encoding_of_lines(text: bytes) -> Encoding | None:
    """
    That of a text some of whose lines are not UTF-8: the one byte a letter of Windows, unless it has other bytes.

    Latin-1 is told as Windows-1252, of which its letters are part.
    """
    beyond = bytes(set(text) & set(LETTERS))
    if any(byte in UNUSED for byte in beyond):
        return None
    return Encoding("Windows-1252 (or Latin-1)", "WINDOWS-1252") if beyond else None


def _wide(sample: bytes) -> Encoding | None:
    """By the places of the NULs: letters of English have one in every pair of bytes, or three of four."""
    places = [sample[at::4].count(0) / max(len(sample[at::4]), 1) for at in range(4)]
    zeros = [share > 1 - NUL_SHARE for share in places]
    found = {
        (False, True, True, True): Encoding("UTF-32 (without its mark)", "UTF-32LE"),
        (True, True, True, False): Encoding("UTF-32 (without its mark)", "UTF-32BE"),
        (False, True, False, True): Encoding("UTF-16 (without its mark)", "UTF-16LE"),
        (True, False, True, False): Encoding("UTF-16 (without its mark)", "UTF-16BE"),
    }
    return found.get((zeros[0], zeros[1], zeros[2], zeros[3]))


def _is_ebcdic(sample: bytes) -> bool:
    """Digits, capital letters and blanks of EBCDIC, which are hardly any of ASCII."""
    if not sample or 2 * len(sample.translate(None, LETTERS)) > len(sample):
        return False
    plain = sum(letter.isascii() and letter.isprintable() for letter in sample.decode("cp500"))
    return plain > PLAIN_SHARE * len(sample)
