"""The command line: ``fangxin``."""
