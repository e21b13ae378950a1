"""What activities, programmes, groups and pairs with pupils refuse."""
