"""A bot that is ready at once, for tests that are about the daemon and not about what it says."""

import os

FLOW = """flow hello
trigger hello

step a
say
fr: Bonjour.
en: Hello.
end solved
"""
INTENTS = """intent hello
label fr: dire bonjour
label en: say hello
fr: je veux dire bonjour
fr: un bonjour pour vous
fr: dire un bonjour
en: i want to say hello
en: a hello for you
en: say a hello
"""


def small_bot(folder, policy=""):
    """One that is ready at once."""
    for path, text in {"Flows/hello.flow": FLOW, "Flows/bot.policy": "language fr\nlanguage en\n" + policy,
                       "Intents/hello.intents": INTENTS}.items():
        os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)
    return folder
