"""Every write of activities: one function, one thing that happens."""
