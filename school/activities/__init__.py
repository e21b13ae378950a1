"""What the school does beyond lessons and visits: programmes, activities, research, training, groups."""
