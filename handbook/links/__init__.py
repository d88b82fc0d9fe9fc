"""Links: those inside the built site, and those that lead out of the handbook. Two programs check them, we explain.

linkchecker fetches addresses, lychee looks for fragments. Their settings stand beside the modules.
"""
