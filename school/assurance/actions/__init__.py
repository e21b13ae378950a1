"""Every write of assurance: one function, one thing that happens."""
