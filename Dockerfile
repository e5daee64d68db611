# Soleus as an image: docker build -t soleus . && docker run --rm -it soleus
# One stage builds the wheel; the other installs it, and holds no sources and no build tools.

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY requirements/dev.txt requirements/
COPY bot bot
COPY faq faq
RUN pip wheel --no-cache-dir --no-deps --build-constraint requirements/dev.txt --wheel-dir /wheels .

FROM python:3.13-slim
RUN useradd --uid 10001 --home-dir /data --create-home soleus
COPY requirements/chat.txt /requirements/
RUN pip install --no-cache-dir --require-hashes -r /requirements/chat.txt
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --no-deps /wheels/*.whl && rm -r /wheels

ENV PYTHONUNBUFFERED=1 SOLEUS_DATA_DIR=/data
WORKDIR /data
VOLUME /data
# By number, so that a cluster which forbids root can tell that this is not root.
USER 10001
# An image that cannot answer is not built.
RUN soleus ask "Why do my calves cramp at night?"

# Well when it is connected; without SOLEUS_HTTP_PORT nothing is asked.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "bot.operations.probe"]

ENTRYPOINT ["soleus"]
CMD ["chat"]
