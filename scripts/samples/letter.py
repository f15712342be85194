#!/usr/bin/env python3
"""Writes a letter with a text and a picture:  letter.py PICTURE SENDER RECIPIENT SUBJECT"""
import sys
from email.message import EmailMessage

picture, sender, recipient, subject = sys.argv[1:]
letter = EmailMessage()
letter["From"], letter["To"], letter["Subject"] = sender, recipient, subject
letter["Date"], letter["Message-ID"] = "Mon, 02 Nov 2026 08:00:00 +0000", f"<{subject.replace(' ', '-').lower()}@example.test>"
letter.set_content("The crane at the quay is out of order.\nPlease send the ferry to the other side, see the picture.\n")
with open(picture, "rb") as file:
    letter.add_attachment(file.read(), maintype="image", subtype="png", filename="crane.png")
sys.stdout.write(letter.as_string())
