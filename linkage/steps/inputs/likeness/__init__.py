"""What a file looks like that is not what the job says: recognised from its beginning, told without a value."""
