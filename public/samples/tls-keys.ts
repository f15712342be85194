import { hosts, sequence, type PacketEvent } from 'flowloom';

const HANDSHAKE = 22;
const DATA = 23;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;

/** Records begin at the beginning of packets here (RFC 8446 section 5.1). */
const isHello = ({ payload }: PacketEvent, type: number): boolean =>
  payload.length > 9 && payload[0] === HANDSHAKE && payload[5] === type;

/** The name that a client asks for in its hello: after the extension's numbers stand a list, a type, and two lengths. */
function serverName({ text }: PacketEvent): string {
  return /\0\0\0[^]\0[^]\0\0[^]([a-z0-9.-]{4,})/.exec(text)?.[1] ?? '';
}

/** From the client's hello to the first bytes that the server says in secret: what of the waiting is greeting, what is work. */
export const answered = sequence('Greeting and answer')
  .key('flow')
  .within(10)
  .step('hello', (event) => isHello(event, CLIENT_HELLO))
  .step('welcome', (event, m) => event.src === m.hello.dst && isHello(event, SERVER_HELLO))
  .step('question', (event, m) => event.src === m.hello.src && event.payload[0] === DATA)
  .step('answer', (event, m) => event.src === m.hello.dst && event.payload[0] === DATA)
  .columns((m) => ({
    name: serverName(m.hello),
    greetingMs: (m.question.time - m.hello.time) * 1000,
    answerMs: (m.answer.time - m.question.time) * 1000,
  }));

/**
 * What was said inside, since the capture has the keys: a login that is refused, one that is taken, and what it opened. The events are
 * messages of HTTP, over as many connections as it takes.
 */
export const login = sequence('Second try', 'HTTP')
  .key(hosts)
  .within(30)
  .starts('one')
  .step('asked', { method: 'POST', target: '/login' })
  .step('refused', { kind: 'response', code: 403 })
  .step('askedAgain', { method: 'POST', target: '/login' })
  .step('taken', { kind: 'response', code: 303 })
  .step('opened', { kind: 'response', code: 200 })
  .columns((m) => ({ server: m.asked.name, tries: 2, seconds: m.opened.time - m.asked.time }));
