"""One way to write each record of civility."""
