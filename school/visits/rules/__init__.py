"""What the school's rules say of visits. Values in, answers out: no queries, no clock."""
