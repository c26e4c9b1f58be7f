"""How identifiers go wrong: the rules with their rates, whom they strike, and what is then written."""
