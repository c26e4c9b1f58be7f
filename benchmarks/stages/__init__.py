"""What each stage of the monthly job costs, measured inside a process of its own."""
