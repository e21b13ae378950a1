"""What the school does beyond lessons and visits: programmes, activities, training, groups."""
