"""``fangxin decide``: one by one, from a list, and the list of those who qualify."""
