"""What the bot knows: YAML files read strictly, checked as a whole, frozen.

Read models (what a file holds), strict_yaml (one file), load (the folder), checks (what must hold
between files), schemas (the same for editors).
"""
