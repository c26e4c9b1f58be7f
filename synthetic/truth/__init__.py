"""What a perfect linker would say: whose each event is, and what it stands beside."""
