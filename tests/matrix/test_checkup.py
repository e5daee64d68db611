"""`soleus doctor` on Matrix: what is well, and each thing that can be wrong."""

import shutil
from pathlib import Path

from bot import joining
from bot.answering import Answering
from bot.platforms.findings import Finding, Level
from bot.platforms.matrix.checkup import checkup
from tests.discord.house import MovedClock
from tests.matrix.house import running, settings_for
from tests.matrix.peer import Peer
from tests.matrix.proxy import Proxy
from tests.matrix.synapse import Synapse
from tests.matrix.test_lasting import sign_out


def of(subject: str, findings: tuple[Finding, ...]) -> Finding:
    return next(it for it in findings if it.subject == subject)


async def examined(
    homeserver: Synapse, bot: str, clock: MovedClock, folder: Path, **more: object
) -> tuple[Finding, ...]:
    account = joining.matrix_account(settings_for(homeserver, bot, folder, **more))
    return await checkup(account, clock.now)


async def test_all_is_well_where_the_bot_ran(
    homeserver: Synapse, bot: str, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    async with running(homeserver, bot, clock, answering, tmp_path):
        pass
    found = await examined(homeserver, bot, clock, tmp_path)
    assert [it for it in found if it.level is Level.MEND] == []
    assert of("matrix login", found).text.startswith(bot)
    assert of("matrix signature", found).level is Level.OK
    assert of("clock", found).level is Level.OK


async def test_before_the_first_start_nothing_is_made(
    homeserver: Synapse, bot: str, clock: MovedClock, tmp_path: Path
) -> None:
    found = await examined(homeserver, bot, clock, tmp_path)
    assert of("matrix login", found).level is Level.NOTE
    assert not (tmp_path / "matrix").exists()
    found = await examined(homeserver, bot, clock, tmp_path, matrix_password=None)
    assert of("matrix login", found).level is Level.MEND


async def test_what_is_wrong_is_told(
    homeserver: Synapse, bot: str, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    async with running(homeserver, bot, clock, answering, tmp_path):
        pass
    clock.ahead += 60
    assert of("clock", await examined(homeserver, bot, clock, tmp_path)).level is Level.MEND
    shutil.rmtree(tmp_path / "matrix" / "keys")
    found = await examined(homeserver, bot, clock, tmp_path)
    assert of("matrix encryption", found).level is Level.MEND
    sign_out(homeserver, tmp_path)
    found = await examined(homeserver, bot, clock, tmp_path)
    assert of("matrix login", found).level is Level.MEND


async def test_what_is_no_homeserver_is_told(
    homeserver: Synapse, bot: str, ann: Peer, clock: MovedClock, tmp_path: Path
) -> None:
    assert ann
    async with Proxy(homeserver.url) as proxy:
        proxy.answer_nonsense(1)
        found = await examined(homeserver, bot, clock, tmp_path, matrix_homeserver=proxy.url)
    assert of("matrix homeserver", found).level is Level.MEND
    found = await examined(homeserver, bot, clock, tmp_path, matrix_homeserver=proxy.url)
    assert of("matrix homeserver", found).level is Level.MEND
