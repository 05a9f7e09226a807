"""What each command does once its words are parsed. Every function returns the exit code.

A module here has the commands of the module of the same name in ``generator.grammar``.
"""
