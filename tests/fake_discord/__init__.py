"""Discord as a bot meets it: real HTTP and a real WebSocket, all in memory. Knows nothing of Soleus.

Read server first: it joins state (what there is), gateway (events out), rest (requests in), faults
(what goes wrong), people (what they do), and checks each payload with limits and description.
"""

from tests.fake_discord.people import Heard
from tests.fake_discord.server import FakeDiscord, fake_discord

__all__ = ["FakeDiscord", "Heard", "fake_discord"]
