"""Numbers drawn from distributions, the same for one key and draw wherever and whenever they are drawn."""

import hashlib
from collections.abc import Sequence
from math import cos, log, pi, sqrt
from random import Random

from linkage.words.value_id import Pads

LEAST = 1e-12
"""No share that is drawn is less: a logarithm is taken of it."""


class Chance:
    """
    Draws of one name, by a keyed hash of it.

    Only the uniform numbers are Python's, which it promises to keep; what is made of them stands here.
    """

    def __init__(self, pads: Pads, name: str) -> None:
        """`pads` are the padded keys of draws, `name` says what is drawn."""
        inner, outer = pads
        seed = hashlib.sha256(outer + hashlib.sha256(inner + name.encode()).digest()).digest()
        self._random = Random(int.from_bytes(seed, "big"))  # noqa: S311 - chance, no secret

    def normal(self) -> float:
        """Of mean 0 and variance 1 (Box and Muller)."""
        return sqrt(-2 * log(1 - self._random.random())) * cos(2 * pi * self._random.random())

    def gamma(self, shape: float) -> float:
        """Of that shape and scale 1 (Marsaglia and Tsang 2000); never below `LEAST`."""
        if shape < 1:
            return max(self.gamma(shape + 1) * float((1 - self._random.random()) ** (1 / shape)), LEAST)
        d = shape - 1 / 3
        c = 1 / sqrt(9 * d)
        while True:
            x = self.normal()
            v = (1 + c * x) ** 3
            if v > 0 and log(1 - self._random.random()) < x * x / 2 + d * (1 - v + log(v)):
                return max(d * v, LEAST)

    def shares(self, counts: Sequence[float]) -> list[float]:
        """Of a Dirichlet distribution with these counts, all above 0: shares that add up to one."""
        drawn = [self.gamma(count) for count in counts]
        whole = sum(drawn)
        return [one / whole for one in drawn]

    def share(self, share: float, count: float) -> float:
        """Of a Beta distribution with that mean, as if it were found in `count` trials; 0 and 1 stay as they are."""
        if not 0 < share < 1 or count <= 0:
            return share
        return self.shares((share * count, (1 - share) * count))[0]
