"""What each command does once its words are parsed. Every function returns the exit code.

What a module of ``fangxin.cli.grammar`` names is in the module of the same name here, or in one
that this one calls. A command that reads begins with ``given``; one that writes begins with
``desk`` (what was read, and the person to ask) and ends with ``changing`` (shown first, then
written).
"""
