"""``fangxin bench``: builds, and pushes to a server."""
