"""What hospitals send of a life: records twice, unfinished, without their numbers."""
