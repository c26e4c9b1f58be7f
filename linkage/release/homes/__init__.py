"""Where the releases of an output are published: a module for each kind of place, and what all of them are asked."""
