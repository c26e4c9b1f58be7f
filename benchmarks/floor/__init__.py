"""The monthly job against a script written by hand: `floor.sql`, which checks nothing."""
