"""Soleus answers questions about calves and the lower back, red flags first.

Read in this order: chat (what a platform is), content (what faq/ holds), understanding (words to
meaning), answering (meaning to reply), replies and plain (how a reply is put), commands,
reminders, platforms, talking (a chat and its reminders), joining (where the parts are joined), cli.
"""
