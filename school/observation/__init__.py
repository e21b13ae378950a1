"""Open lessons, observations and rubrics: who gives a lesson, who comes, and what they saw."""
