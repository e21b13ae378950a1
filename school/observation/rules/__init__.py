"""What a lesson comes to, what is refused, and whose turn it is. No database, no clock."""
