"""What officials wrote, as frozen values, with the rules of a single file."""
