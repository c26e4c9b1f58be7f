"""Secrets that can be guessed: short, of few different bytes, a pattern again and again, or words."""

import re

LEAST_BYTES = 32
"""Shortest secret accepted: as long as the hash (RFC 2104, section 3)."""
FEWEST_BYTES = 8
"""Different bytes: 32 random ones have some 30, 32 random hexadecimal digits 14, 32 random decimal digits 9 or 10."""
LONGEST_PATTERN = 15
"""Bytes of a pattern that may not make up the whole by being repeated."""
WORDY_SHARE, WORDY_PAIRS = 0.4, 12
"""Neighbouring letters that are common in English: half of them or more in text, an eighth in letters drawn at random.
Of 1.8 million random secrets (base64, base32, letters, letters and digits) one had as many and such a share."""
COMMON_PAIRS = frozenset(
    re.findall(
        "..",
        "thheineranrendatonnthaesstenedtoitoueahiisortiasteetngofaldeselesasiarveraldurss"
        "wordpakeeyeccrmeloroilliioco",
    )
)
"""Two letters that often follow one another in English, the words of passwords among them."""

REMEDY = (
    "make a random one, for example with `openssl rand -hex 32`, and name it under [keys] pseudonym. Ids made with "
    "another key do not join: releases of the guessable one are best withdrawn, and new ones begun in another folder "
    "under [job] output"
)


def why_guessable(secret: bytes) -> str | None:
    """What is wrong with a secret, in words that give nothing of it away; None for one that will do."""
    if len(secret) < LEAST_BYTES:
        return f"is too short: it needs at least {LEAST_BYTES} random bytes"
    bare = secret.strip()
    if len(set(bare)) < FEWEST_BYTES:
        return f"can be guessed: it has fewer than {FEWEST_BYTES} different characters"
    if any(is_repeated(bare, length) for length in range(1, LONGEST_PATTERN + 1)):
        return "can be guessed: it is one short pattern again and again"
    if is_text(bare):
        return "can be guessed: it is text, not random characters"
    return None


def is_repeated(secret: bytes, length: int) -> bool:
    """Whether the first `length` bytes, again and again, are the whole."""
    pattern = secret[:length]
    return len(secret) >= 2 * length and (pattern * (len(secret) // length + 1))[: len(secret)] == secret


def is_text(secret: bytes) -> bool:
    """Whether most of it is letters that follow one another as in words."""
    if not secret.isascii():
        return False
    runs = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", secret.decode("ascii"))
    pairs = [run[at : at + 2].lower() for run in runs for at in range(len(run) - 1)]
    common = sum(pair in COMMON_PAIRS for pair in pairs)
    return 2 * len(pairs) >= len(secret) and common >= max(WORDY_PAIRS, WORDY_SHARE * len(pairs))
