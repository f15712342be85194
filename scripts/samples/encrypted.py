#!/usr/bin/env python3
"""
Records small TLS connections between openssl's own server and client, each as a pcapng file with its secrets inside.
Needs root on Linux, openssl 3 and iproute2. Usage: sudo unshare --net scripts/samples/encrypted.py FOLDER [CASE...]
Nothing of the host's network is touched: all happens on the loopback interface of a network namespace of its own.
"""
import os, socket, struct, subprocess, sys, tempfile, threading, time

CLIENT, SERVER, PORT = "192.168.10.20", "10.20.0.10", 443
PACKET_OUTGOING = 4
PAGE = b"Seven boats lie in the harbour.\n" * 12
REQUEST = b"GET /page.txt HTTP/1.0\r\nHost: harbour.example.test\r\n\r\n"
TLS12 = ["-tls1_2"]
TLS13 = ["-tls1_3"]
OLD = ["-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0", "-no_etm"]

# Name: what client and server are given, and what is done on the way.
CASES = {
    "tls12-aes128-gcm": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"]),
    "tls12-aes256-gcm": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"]),
    "tls12-chacha20": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"]),
    "tls12-cbc-sha": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-AES128-SHA", "-no_etm"]),
    "tls12-cbc-sha384-etm": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-AES256-SHA384"]),
    "tls12-ccm": dict(both=TLS12, client=["-cipher", "ECDHE-ECDSA-AES128-CCM"], server=["-cipher", "ALL"]),
    "tls12-resumed": dict(both=TLS12, twice=True),
    "tls10-cbc-sha": dict(both=["-tls1", *OLD]),
    "tls11-cbc-sha": dict(both=["-tls1_1", *OLD]),
    "tls13-aes128-gcm": dict(both=TLS13, client=["-ciphersuites", "TLS_AES_128_GCM_SHA256"]),
    "tls13-aes256-gcm": dict(both=TLS13, client=["-ciphersuites", "TLS_AES_256_GCM_SHA384"]),
    "tls13-chacha20": dict(both=TLS13, client=["-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"]),
    "tls13-hello-retry": dict(both=TLS13, client=["-groups", "X25519:P-521"], server=["-groups", "P-521"]),
    "tls13-key-update": dict(both=TLS13, updates=True),
    "tls13-early-data": dict(both=TLS13, early=True),
}


class Recorder(threading.Thread):
    """Every frame of the loopback interface, once."""

    def __init__(self):
        super().__init__(daemon=True)
        self.frames = []
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.socket.bind(("lo", 0))

    def run(self):
        while True:
            frame, (_, _, kind, *_rest) = self.socket.recvfrom(65536)
            if kind != PACKET_OUTGOING:
                self.frames.append((time.time_ns(), frame))


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


def write_pcapng(path, frames, secrets):
    """draft-ietf-opsawg-pcapng: section, interface (Ethernet, nanoseconds), secrets (a TLS key log), packets."""
    with open(path, "wb") as out:
        out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
        out.write(block(1, struct.pack("<HHI", 1, 0, 0) + struct.pack("<HHB3x", 9, 1, 9) + struct.pack("<HH", 0, 0)))
        if secrets:
            out.write(block(10, struct.pack("<II", 0x544C534B, len(secrets)) + secrets))
        for at, frame in frames:
            head = struct.pack("<IIIII", 0, at >> 32, at & 0xFFFFFFFF, len(frame), len(frame))
            out.write(block(6, head + frame))


def run(command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def network_up():
    run(["ip", "link", "set", "lo", "mtu", "1500", "up"])
    for address in (CLIENT, SERVER):
        run(["ip", "address", "add", f"{address}/32", "dev", "lo"])


def client(keys, options, steps):
    """Runs a client: writes each step's bytes behind its pause, and gives it time to hear the answer."""
    command = ["openssl", "s_client", "-connect", f"{SERVER}:{PORT}", "-bind", f"{CLIENT}:0", "-keylogfile", keys]
    command += ["-servername", "harbour.example.test", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for step in steps:
                time.sleep(0.4)
                process.stdin.write(step)
                process.stdin.flush()
            time.sleep(0.6)
            process.stdin.close()
            process.wait(1)
        except BrokenPipeError:
            process.kill()
        except subprocess.TimeoutExpired:
            process.kill()


def answer(server, seconds, body):
    def write():
        server.stdin.write(b"HTTP/1.0 200 OK\r\n\r\n" + body)
        server.stdin.flush()

    threading.Timer(seconds, write).start()


def record(name, folder, work, case):
    keys = f"{work}/{name}.keys"
    both, early = case["both"], case.get("early", False)
    # Its web server takes neither early data nor an update of keys: there the script answers.
    how = ["-early_data"] if early else [] if case.get("updates") else ["-WWW"]
    serve = ["openssl", "s_server", "-accept", str(PORT), "-cert", f"{work}/cert.pem", "-key", f"{work}/key.pem", "-quiet"]
    serve += [*both, *case.get("server", []), *how]
    recorder = Recorder()
    recorder.start()
    with subprocess.Popen(serve, cwd=work, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        time.sleep(0.4)
        ask = [*both, *case.get("client", [])]
        session = ["-sess_out", f"{work}/session"]
        if early:
            client(keys, [*ask, *session], [REQUEST])
            answer(server, 0.5, PAGE[:64])
            client(keys, [*ask, "-sess_in", f"{work}/session", "-early_data", f"{work}/request"], [b"thanks\n"])
        elif case.get("twice"):
            client(keys, [*ask, *session], [REQUEST])
            client(keys, [*ask, "-sess_in", f"{work}/session"], [REQUEST])
        elif case.get("updates"):
            answer(server, 1.5, PAGE)
            client(keys, ask, [REQUEST, b"K\n", b"thanks\n"])
        else:
            client(keys, ask, [REQUEST])
        server.kill()
    time.sleep(0.2)
    with open(keys, "rb") as log:
        secrets = b"".join(line for line in log if not line.startswith(b"#"))
    write_pcapng(f"{folder}/{name}.pcapng", recorder.frames, secrets)
    print(f"{name}: {len(recorder.frames)} packets, {len(secrets.splitlines())} secrets")


def main():
    folder = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:] or list(CASES)
    network_up()
    with tempfile.TemporaryDirectory() as work:
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"]
        pair = ["-keyout", f"{work}/key.pem", "-out", f"{work}/cert.pem"]
        run(["openssl", "req", "-x509", *curve, "-subj", "/CN=harbour.example.test", *pair])
        for name, content in (("page.txt", PAGE), ("request", REQUEST)):
            with open(f"{work}/{name}", "wb") as out:
                out.write(content)
        for name in wanted:
            record(name, folder, work, CASES[name])


if __name__ == "__main__":
    main()
