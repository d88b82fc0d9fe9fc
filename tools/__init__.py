"""Tools for the people who build the handbook: a server, screenshots, benchmarks, audits."""
