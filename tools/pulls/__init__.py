"""What the code host's workflows run: the summary of a pull request, and the pull request that comes of a form.

Two programs see what a stranger wrote, and hold no token: `summary` runs beside the contributed code, `propose` reads a form
as text. Two hold a token, and see only what these wrote, as data: `post` comments on a pull request, `answer` opens one or
says in the form what is missing. Those two need nothing but Python itself and run only what is on the main branch.
"""
