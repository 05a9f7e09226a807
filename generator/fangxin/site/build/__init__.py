"""``fangxin build``: the site made aside, looked at, and then moved into place, or not at all."""
