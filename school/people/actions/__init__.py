"""Every write of people, one module for each kind of record."""
