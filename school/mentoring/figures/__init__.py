"""The figures of mentoring."""
