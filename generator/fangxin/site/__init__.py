"""Every byte of the site, and the build that puts them in place."""
