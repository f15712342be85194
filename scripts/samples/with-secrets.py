#!/usr/bin/env python3
"""Writes a pcap (microseconds, little-endian, Ethernet) as pcapng with a TLS key log inside:  with-secrets.py PCAP KEYLOG PCAPNG"""
import struct
import sys

from encrypted import write_pcapng

HEADER, RECORD = 24, 16


def frames(data):
    at = HEADER
    while at < len(data):
        seconds, micros, size, _ = struct.unpack_from("<IIII", data, at)
        yield seconds * 10**9 + micros * 1000, data[at + RECORD : at + RECORD + size]
        at += RECORD + size


capture, keys, out = sys.argv[1:]
with open(keys, "rb") as log:
    secrets = b"".join(line for line in log if not line.startswith(b"#"))
with open(capture, "rb") as packets:
    write_pcapng(out, frames(packets.read()), secrets)
