"""What an id may be. Programs that get by without the packages that the models need look here."""

import re

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What readers mark is kept in the browser by its id, and the store there takes 80 characters: docs/assets/js/store.js.
LONGEST_ID = 60
