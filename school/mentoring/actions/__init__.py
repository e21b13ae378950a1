"""One way to write each record of mentoring."""
