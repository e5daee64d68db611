"""Commands about what the bot knows: ask, exercise, topics, sources, emergency."""

from bot.chat import Kind, Reply
from bot.commands.exercises import find_exercise
from bot.commands.request import Request
from bot.replies import answers


async def ask(request: Request) -> Reply:
    """The answer to a question."""
    asked = request.bot.answering.answer(request.rest) if request.rest else None
    found = asked and asked.decision.reply
    return found or answers.notice(request.content.wording.ask_what)


async def exercise(request: Request) -> Reply:
    """One exercise, or the names of all."""
    content = request.content
    names = [entry.name for entry in content.exercises.values()]
    if not request.rest:
        return answers.listing(content.wording.exercises, names)
    name = find_exercise(content, request.rest)
    if name is None:
        return answers.listing(content.wording.no_such_exercise, names)
    return answers.exercise(content, name)


async def topics(request: Request) -> Reply:
    """Everything that can be asked."""
    questions = (topic.question for topic in request.content.topics.values())
    return answers.listing(request.content.wording.topics, questions)


async def sources(request: Request) -> Reply:
    """Typed without an answer before it; a platform that remembers its last answer presses."""
    return answers.notice(request.content.wording.no_sources)


async def emergency(request: Request) -> Reply:
    """Emergency numbers, of a country if one is named."""
    return answers.numbers(request.content, request.rest or request.community.country or "")


async def help_(request: Request) -> Reply:
    """All commands."""
    wording = request.content.wording
    lines = [f"!{name}: {said}" for name, said in wording.commands.items()]
    return Reply(Kind.LISTING, ("\n".join(lines),), title=wording.help)
