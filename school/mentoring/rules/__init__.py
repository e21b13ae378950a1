"""What a month owes, what is taken and what is refused. No database, no clock."""
