"""What Soleus costs and how right it is, measured beside other methods. Run with `make bench`.

Read answers (the order of work), peers (the other methods), accuracy, timing and processes (how
each is measured), figures (how it is shown).
"""
