"""Where Discord is. discord.py keeps that in classes of its own, for the whole process."""

import discord.gateway
import discord.http
from yarl import URL


def point_api(url: str) -> None:
    """Send requests to another address, such as a proxy's."""
    discord.http.Route.BASE = url.rstrip("/")


def point_gateway(url: str) -> None:
    """Connect to this gateway, also after a connection was lost."""
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(url)
