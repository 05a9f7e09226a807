"""What commands are made of: parameters, the words that were typed, help, and what is refused."""
