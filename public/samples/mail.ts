import { hosts, sequence, type PacketEvent } from 'flowloom';

const MAIL = 25;
const BOX = 110;

/** Lines stand at the beginning of packets here: people and programs wait for each other's answer. */
const says = (port: number, begin: string) => (event: PacketEvent) => event.srcPort === port && event.text.startsWith(begin);
const asks = (port: number, begin: string) => (event: PacketEvent) => event.dstPort === port && event.text.startsWith(begin);

/** One host tries passwords of a box, each over a connection of its own, until one opens it. */
export const guessedPassword = sequence('Guessed password')
  .key(hosts)
  .starts('one')
  .repeat('failed', [3, 100], says(BOX, '-ERR [AUTH]'))
  .step('opened', says(BOX, '+OK Logged in'))
  .within(60)
  .columns((m) => ({ guest: m.opened.dst, failures: m.failed.length, seconds: m.opened.time - m.first.time }));

/** The name that a letter keeps on its whole way (RFC 5322 section 3.6.4). */
const messageId = (event: PacketEvent): string | undefined =>
  event.payloadLength > 0 ? /^Message-ID: <([^>]+)>/im.exec(event.text)?.[1] : undefined;

/** A letter is handed over by SMTP, and read by POP3 or IMAP. */
export const letter = sequence('Letter and its readers')
  .key(messageId)
  .step('sent', { dstPort: MAIL })
  .repeat('read', [1, 100], { srcPort: [BOX, 143] })
  .longest()
  .columns((m) => ({
    subject: /^Subject: (.*)$/m.exec(m.sent.text)?.[1]?.trim() ?? '',
    sender: m.sent.src,
    readers: [...new Set(m.read.map((event) => event.dst))].join(', '),
  }));

/** A letter to somebody whom the server does not know. */
export const unknownRecipient = sequence('Unknown recipient')
  .key('flow')
  .step('to', asks(MAIL, 'RCPT TO:'))
  .step('refused', says(MAIL, '5'), { strict: false, within: 10 })
  .columns((m) => ({ recipient: /<(.*)>/.exec(m.to.text)?.[1] ?? '', answer: m.refused.text.trim() }));
