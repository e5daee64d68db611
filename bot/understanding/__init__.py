"""A person's words -> what they mean. Knows no chat, stores nothing, and never raises.

Read text (words), phrases and scene (what is said of what), signs and redflags (dangers), features
(n-grams), weights (what was learned), topics (which entry), meaning (all of it together), training
(how the weights are made).
"""
