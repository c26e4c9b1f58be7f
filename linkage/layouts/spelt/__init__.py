"""How values are spelt: what each looks like, and the one way in which it is written anew."""
