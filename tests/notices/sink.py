"""A small mail server that keeps what it is given: real SMTP on the loopback, as rude as asked."""

import contextlib
import socketserver
import threading
import time
from email import message_from_bytes, policy


class Sink(socketserver.ThreadingTCPServer):
    """`answer` to the text: "250 taken", "451 later", "550 never", or "hang up"."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.taken = []
        self.answers = []
        self.pause = 0.0
        self.lock = threading.Lock()

    @property
    def port(self):
        return self.server_address[1]

    def answer(self):
        with self.lock:
            return self.answers.pop(0) if self.answers else "250 taken"

    def letters(self):
        with self.lock:
            return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        with contextlib.suppress(ConnectionError):
            self.talk()

    def talk(self):
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.strip() else b""
            if word == b"QUIT":
                self.say("221 bye")
                return
            if word == b"DATA":
                self.say("354 go on")
                if not self.take():
                    return
            else:
                self.say("250 yes")

    def take(self):
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:
                return False
            text += line
        answer = self.server.answer()
        if answer in ("250 taken", "hang up"):
            with self.server.lock:
                self.server.taken.append(text[:-5])
        time.sleep(self.server.pause)
        if answer == "hang up":
            return False
        self.say(answer)
        return True


@contextlib.contextmanager
def running():
    sink = Sink()
    thread = threading.Thread(target=sink.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        sink.shutdown()
        sink.server_close()
        thread.join(5)
