"""The person index: every identity each HES person has ever had, and the postcodes too crowded to trust."""
