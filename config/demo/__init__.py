"""An invented school with two terms of believable work, the same for the same seed and day."""
