"""Runs a command that opens the hotline sample, at a pseudo terminal: waits for its title, quits by Ctrl+Q."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

TITLE = "澄湾区政务服务热线2026年上半年工作总结"


def words(output):
    """What was written, without the sequences that place and colour it."""
    return re.sub(rb"\x1b\[[^A-Za-z]*[A-Za-z]", b"", output).decode(errors="replace")


command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
output, seen, deadline = b"", False, time.monotonic() + 60
while time.monotonic() < deadline:
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        output += os.read(terminal, 1 << 16)
    except OSError:  # the program has ended
        break
    if not seen and TITLE in words(output):
        seen = True
        os.write(terminal, b"\x11")
else:
    os.kill(pid, 9)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if not seen or code != 0:
    sys.exit(f"title seen: {seen}, exit code: {code}, written:\n{words(output)}")
print("the sample opens and closes")
