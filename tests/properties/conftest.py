"""How long properties are looked at: briefly and alike with every `make test`, longer and anew with HYPOTHESIS_PROFILE=long."""

import os

from hypothesis import HealthCheck, settings

# Each example gets a project of its own, made in the test: fixtures are not reset between examples.
_COMMON = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
settings.register_profile("short", _COMMON, max_examples=60, derandomize=True, database=None)
settings.register_profile("long", _COMMON, max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "3000")))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))
