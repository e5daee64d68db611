"""The least that a discord.py bot can do: it replies "echo" to a mention. The peer of Soleus.

`python -m benchmarks.discord_echo API_URL GATEWAY_URL TOKEN`
"""

import sys

import discord
import discord.gateway
import discord.http
from yarl import URL


class Echo(discord.AutoShardedClient):
    """Replies, and nothing else."""

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        if not message.author.bot:
            await message.reply("echo", mention_author=False)


def main(api_url: str, gateway_url: str, token: str) -> None:
    """Run until killed."""
    discord.http.Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)
    client = Echo(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
    )
    client.run(token, log_handler=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
