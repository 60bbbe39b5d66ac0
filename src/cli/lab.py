"""JupyterLab for `kernelab lab`, with an eye on its standard input.

That is a pipe from the process that started it, so it ends when that process does, however it ends (`kill -9` too), and
JupyterLab must not go on without anybody who can stop it.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_the_starter():
    while os.read(0, 1024):  # not sys.stdin: its lock would be held at the interpreter's end
        pass
    if sys.platform == "win32":  # os.kill would end it without a word to its kernels
        signal.raise_signal(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)


del sys.path[0]  # this file's folder, where nothing is for JupyterLab
threading.Thread(target=end_with_the_starter, daemon=True).start()
runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
