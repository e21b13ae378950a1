"""Every write of this context: one function, one thing that happens, one audit entry."""
