"""The command `soleus` as it is where the extra [semantic] is not installed."""

import sys


def main() -> None:
    """Run `soleus`; an import of onnxruntime fails, so that none of it is loaded."""
    sys.modules["onnxruntime"] = None  # type: ignore[assignment]
    from bot.cli import main as soleus

    soleus()


if __name__ == "__main__":
    main()
