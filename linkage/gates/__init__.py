"""Gates: what a month must not fall short of, each a module with one value, judged in one place."""
