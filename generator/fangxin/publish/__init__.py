"""``fangxin publish``: the finished site put beside earlier releases, then shown all at once."""
