"""What is taken, what is refused, and what follows. No database, no clock."""
