"""Training: m, u, coincidence and what equal numbers are, learnt from proved pairs."""
