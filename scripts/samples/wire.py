#!/usr/bin/env python3
"""A wire between two network interfaces, with delay, jitter, loss and a rate limit.

Stands in for the kernel's netem where that is not built in. Frames are taken from one interface by a packet socket and
put out at the other; what is held back longer than its successors is thereby overtaken (reordering).

  wire.py LEFT RIGHT --delay MS --jitter MS --late SHARE --late-by MS --loss SHARE --rate KBIT --seed N

--loss, --late and --rate act from LEFT to RIGHT; --delay and --jitter both ways (jitter never reorders by itself).
"""
import argparse
import heapq
import random
import select
import socket
import time

ALL_PROTOCOLS = 0x0003
OUTGOING = 4
LARGEST_FRAME = 65536
QUEUE_BYTES = 64 * 1024


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("left")
    parser.add_argument("right")
    for name, value in (("delay", 0), ("jitter", 0), ("late", 0), ("late-by", 0), ("loss", 0), ("rate", 0)):
        parser.add_argument("--" + name, type=float, default=value)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def packet_socket(interface):
    taken = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_PROTOCOLS))
    taken.bind((interface, 0))
    taken.setblocking(False)
    return taken


class Direction:
    """One way along the wire: when does a frame that enters now come out? None: never."""

    def __init__(self, args, lossy, dice):
        self.args, self.lossy, self.dice = args, lossy, dice
        self.line_free = 0.0
        self.last_out = 0.0

    def leaves_at(self, now, size):
        dice, args = self.dice, self.args
        if self.lossy and dice.random() < args.loss and size > 200:
            return None
        sent = self.through_line(now, size)
        if sent is None:
            return None
        out = max(self.last_out, sent + (args.delay + dice.random() * args.jitter) / 1000)
        if self.lossy and dice.random() < args.late:
            return out + args.late_by / 1000
        self.last_out = out
        return out

    def through_line(self, now, size):
        """The rate limit: frames wait their turn; those that find the queue full are dropped."""
        if not self.lossy or self.args.rate == 0:
            return now
        seconds = size * 8 / (self.args.rate * 1000)
        if (self.line_free - now) * self.args.rate * 1000 / 8 > QUEUE_BYTES:
            return None
        self.line_free = max(self.line_free, now) + seconds
        return self.line_free


def run(args):
    dice = random.Random(args.seed)
    left, right = packet_socket(args.left), packet_socket(args.right)
    ways = {left: (right, Direction(args, True, dice)), right: (left, Direction(args, False, dice))}
    waiting, number = [], 0
    while True:
        patience = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for source in select.select([left, right], [], [], patience)[0]:
            frame, address = source.recvfrom(LARGEST_FRAME)
            target, way = ways[source]
            out = None if address[2] == OUTGOING else way.leaves_at(time.monotonic(), len(frame))
            if out is not None:
                number += 1
                heapq.heappush(waiting, (out, number, target, frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, target, frame = heapq.heappop(waiting)
            target.send(frame)


run(options())
