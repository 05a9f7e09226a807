"""What a browser sees in finished files: elements, addresses, and what they load and run."""
