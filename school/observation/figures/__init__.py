"""The figures of lessons and observations."""
