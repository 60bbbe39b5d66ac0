"""The language of messages: English unless `KERNELAB_LANG=ko`, as in the kernel."""

import os


def say(en, ko):
    return ko if os.environ.get("KERNELAB_LANG", "").lower().startswith("ko") else en
