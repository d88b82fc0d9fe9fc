"""Changing the handbook's files for their contributors: beginning, mending, renaming and removing entries.

Each command plans its changes in memory and says what they are; `files.apply` alone writes, all of them or none. A plan
replaces the characters that must change, at the places where the checker's own reader found them, so comments, quotes
and line breaks stay as their author left them.
"""
