"""What reading the files of a job costs, beside a database that reads the same files and checks nothing."""
