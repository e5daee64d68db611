"""What the bot knows: YAML only; see README.md in this folder."""
