"""The ML PM Handbook: its data, its rules, and what is made of them."""

NAME = "ML PM Handbook"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
