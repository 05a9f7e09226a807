"""``fangxin import``: of what was filled in, and of a foreign table with its mapping."""
