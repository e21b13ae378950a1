"""One way to write each record of lessons and observations."""
