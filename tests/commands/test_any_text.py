"""Any text behind any command gets a reply, and changes nothing unless it was understood."""

import asyncio
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from bot.chat import Action, Message, Person, Place, Press
from bot.commands.conversation import Conversation
from bot.commands.request import Bot
from bot.commands.table import COMMANDS
from bot.reminders.store.database import open_database
