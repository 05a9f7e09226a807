"""What is true about each merchant, and which bytes say so. Never imports Pelican."""
