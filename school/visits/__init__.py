"""Home visits under the five must-visit rule."""
