"""A person's words -> what they mean. Knows no chat, stores nothing, and never raises.

Read text (words), features (n-grams), weights (what was learned), signs and redflags (dangers),
topics (which entry), meaning (all of it together), training (how the weights are made).
"""
