"""Everything that changes a pair, its agreements, talks, steps and evaluations."""
