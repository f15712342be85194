import { PacketMark } from '../../src/core/model/packet-table.ts';
import type { FoundMessage, ReadCapture } from './capture-messages.ts';
import { dnsEvent, event, type Event, type Facts } from './suricata-dns.ts';

/** What of Suricata’s events has its like here. The rest (padding of versions, rules, what its parsers note) is not compared. */
export const COMPARED: Readonly<Record<string, RegExp>> = {
  dns: /^dns\.(type|id|rcode|rrname|rrtype|qr|rd|ra|aa|opcode|flags|(queries|answers)\[\d+\]\.(rrname|rrtype|ttl|rdata))$/,
  llmnr: /^llmnr\.(type|id|opcode|(queries|answers)\[\d+\]\.(rrname|rrtype))$/,
  http: /^http\.(url|status|http_method|protocol|hostname|http_user_agent|status_string)$/,
  mqtt: /^mqtt\.\w+\.(client_id|protocol_(string|version)|username|return_code|topic|message_id)$|^mqtt\.publish\.qos$/,
  dnp3: /^pcap_cnt$|^dnp3\.(src|dst|type|application\.(control\.sequence|function_code))$/,
  pgsql:
    /^src_port$|^dest_port$|^pgsql\.(request\.(simple_query|startup_parameters\.user)|response\.(command_completed|code|ssl_accepted))$/,
  ldap: /^ldap\.(request\.(message_id|operation)|responses\[0\]\.operation)$/,
  tls: /^tls\.(sni|version|subject|issuerdn|serial|notbefore|notafter|ja3\.hash)$/,
  smtp: /^(smtp\.(helo|mail_from|rcpt_to\[0\])|email\.(from|to\[0\]|message_id))$/,
  ftp: /^ftp\.(command|command_data)$/,
  ssh: /^ssh\.(client|server)\.(proto_version|software_version|hassh\.hash)$/,
  snmp: /^snmp\.(version|pdu_type)$/,
  ike: /^ike\.(version_major|message_id|init_spi|resp_spi)$/,
};

/** The events of a type in a capture. */
export function eventsOf(type: string, read: ReadCapture): readonly Event[] {
  const of = (...protocols: readonly string[]): readonly Row[] => rowsOf(read, protocols);
  switch (type) {
    case 'dns':
      return of('DNS').map(({ found }) => dnsEvent('dns', found));
    case 'llmnr':
      return of('LLMNR').map(({ found }) => dnsEvent('llmnr', found));
    case 'http':
      return exchanges(of('HTTP', 'HTTP2')).map(httpEvent);
    case 'mqtt':
      return of('MQTT').map(({ found }) => mqttEvent(found));
    case 'dnp3':
      return of('DNP3').flatMap(({ found }) => (found.message.values.method === undefined ? [] : [dnp3Event(found)]));
    case 'pgsql':
      return pgsqlEvents(of('PostgreSQL'));
    case 'ldap':
      return ldapEvents(of('LDAP'));
    case 'ftp':
      return of('FTP').flatMap(({ found: { message } }) =>
        message.kind === 'command' ? [ftpEvent(message.values)] : [],
      );
    case 'snmp':
      return of('SNMP').map(({ found: { message } }) => snmpEvent(message.values));
    case 'ike':
      return of('IKE').map(({ found }) => ikeEvent(found));
    default:
      return connectionEvents(type, read);
  }
}

type Message = FoundMessage['message'];

interface Row {
  readonly found: FoundMessage;
  readonly partner: FoundMessage | undefined;
  readonly flow: number;
  /** Its ports: of who says it, of whom it is said to. */
  readonly ports: Facts;
}

function rowsOf({ found, store, tables }: ReadCapture, protocols: readonly string[]): readonly Row[] {
  const { ends } = tables.sources;
  return found.flatMap((one, row) => {
    if (!protocols.includes(one.protocol)) return [];
    const packet = store.packet[row] ?? 0;
    const flow = tables.packets.flow[packet] ?? -1;
    const own = [ends.sourcePort(flow), ends.destinationPort(flow)];
    const isBack = ((tables.packets.marks[packet] ?? 0) & PacketMark.Backward) !== 0;
    const [src_port, dest_port] = isBack ? own.toReversed() : own;
    return [{ found: one, partner: found[store.partner[row] ?? -1], flow, ports: { src_port, dest_port } }];
  });
}

/** Requests with their answers, and answers without. */
function exchanges(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ found, partner }) => found.message.role !== 'answer' || partner === undefined);
}

function httpEvent({ found, partner }: Row): Event {
  const isAnswer = found.message.role === 'answer';
  const request = isAnswer ? undefined : found.message.values;
  const answer = isAnswer ? found.message.values : partner?.message.values;
  return event({
    'http.url': request?.target,
    'http.http_method': request?.method,
    'http.protocol': String(request?.version ?? answer?.version).replace('HTTP/2.0', 'HTTP/2'),
    'http.hostname': request?.name,
    'http.http_user_agent': request?.agent,
    'http.status': answer?.code,
    'http.status_string': answer?.status,
  });
}

function mqttEvent({ message: { kind, values } }: FoundMessage): Event {
  const prefix = `mqtt.${kind.toLowerCase()}`;
  const [name, version] = String(values.version ?? '').split(' ');
  return event({
    [`${prefix}.client_id`]: values.name,
    [`${prefix}.protocol_string`]: name,
    [`${prefix}.protocol_version`]: version,
    [`${prefix}.username`]: values.user,
    [`${prefix}.return_code`]: values.code,
    [`${prefix}.topic`]: values.target,
    [`${prefix}.message_id`]: values.id,
    [`${prefix}.qos`]: /QoS: (\d)/.exec(String(values.details))?.[1],
  });
}

/** IEEE 1815, as far as the cases have them. */
const DNP3_FUNCTIONS: Readonly<Record<string, number>> = {
  Confirm: 0,
  Read: 1,
  Write: 2,
  Select: 3,
  Operate: 4,
  'Direct Operate': 5,
  'Enable Unsolicited': 20,
  'Disable Unsolicited': 21,
  'Delay Measurement': 23,
  'Open File': 25,
  'Close File': 26,
  'Delete File': 27,
  Response: 129,
  'Unsolicited Response': 130,
};

function dnp3Event({ frame, message: { kind, values } }: FoundMessage): Event {
  const [, source, destination] = /ends: (\d+) → (\d+)/.exec(String(values.details)) ?? [];
  return event({
    pcap_cnt: frame,
    'dnp3.type': kind === 'response' && values.method === 'Unsolicited Response' ? 'unsolicited_response' : kind,
    'dnp3.src': source,
    'dnp3.dst': destination,
    'dnp3.application.control.sequence': values.id,
    'dnp3.application.function_code': DNP3_FUNCTIONS[String(values.method)],
  });
}

/** From what is asked to the next question: all that is said between belongs to it. */
function pgsqlEvents(rows: readonly Row[]): readonly Event[] {
  const events: Facts[] = [];
  for (const { found, ports } of rows) {
    const { kind, role, values } = found.message;
    if (role === 'request' || events.length === 0) events.push({ ...ports });
    const last = events.at(-1) ?? {};
    if (kind === 'Query') last['pgsql.request.simple_query'] = values.target;
    if (kind === 'startup') last['pgsql.request.startup_parameters.user'] = values.user;
    if (kind === 'SSL answer') last['pgsql.response.ssl_accepted'] = String(values.status === 'yes');
    if (kind === 'Command Complete') last['pgsql.response.command_completed'] = values.status;
    if (kind === 'Error') last['pgsql.response.code'] = /code: (\w+)/.exec(String(values.details))?.[1];
  }
  return events.map(event);
}

const snake = (text: string): string => text.toLowerCase().replaceAll(' ', '_');

/** Suricata’s words for operations, where they are others. */
const LDAP_WORDS = [
  ['delete', 'del'],
  ['modify_dn', 'mod_dn'],
] as const;

function ldapWord(kind: string): string {
  return LDAP_WORDS.reduce((word, [ours, theirs]) => word.replace(ours, theirs), snake(kind));
}

/** Requests, each with the first answer of its number. */
function ldapEvents(rows: readonly Row[]): readonly Event[] {
  const isAsked = ({ found }: Row): boolean => found.message.kind.endsWith('Request');
  const unsolicited = rows
    .filter(({ found }) => found.message.values.id === '0')
    .map(({ found }) => event({ 'ldap.responses[0].operation': ldapWord(found.message.kind) }));
  const asked = rows.filter(isAsked).map((row) => {
    const { id } = row.found.message.values;
    const answer = rows.find((one) => !isAsked(one) && one.flow === row.flow && one.found.message.values.id === id);
    return event({
      'ldap.request.message_id': id,
      'ldap.request.operation': ldapWord(row.found.message.kind),
      'ldap.responses[0].operation': answer === undefined ? undefined : ldapWord(answer.found.message.kind),
    });
  });
  return [...asked, ...unsolicited];
}

function ftpEvent(values: Message['values']): Event {
  return event({ 'ftp.command': values.method, 'ftp.command_data': values.target });
}

function snmpEvent({ version, method }: Message['values']): Event {
  return event({ 'snmp.version': version, 'snmp.pdu_type': snake(String(method ?? '')) });
}

function ikeEvent({ message: { values } }: FoundMessage): Event {
  const [, initiator, responder] = /initiator: (\w+); responder: (\w+)/.exec(String(values.details)) ?? [];
  return event({
    'ike.version_major': String(values.version).replace('IKEv', ''),
    'ike.message_id': Number(values.id),
    'ike.init_spi': initiator,
    'ike.resp_spi': responder,
  });
}

/** What a whole connection is told by: the first of each thing that is said in it. */
function connectionEvents(type: string, read: ReadCapture): readonly Event[] {
  const rows = rowsOf(read, { tls: ['TLS'], smtp: ['SMTP'], ssh: ['SSH'] }[type] ?? []);
  const byFlow = new Map<number, Row[]>();
  for (const row of rows) byFlow.set(row.flow, [...(byFlow.get(row.flow) ?? []), row]);
  return [...byFlow.values()].flatMap((flow) => {
    if (type === 'smtp') return mailEvents(flow);
    return [type === 'tls' ? tlsEvent(flow) : sshEvent(flow, read)];
  });
}

const plainTime = (value: unknown): string => String(value).replaceAll(/\D/g, '');

function tlsEvent(rows: readonly Row[]): Event {
  const first = (kind: string): Message['values'] | undefined =>
    rows.find(({ found }) => found.message.kind === kind)?.found.message.values;
  const [client, server, certificate] = ['Client Hello', 'Server Hello', 'Certificate'].map(first);
  const name = (text: string | number | undefined): string | undefined =>
    text === undefined
      ? undefined
      : String(text)
          .split(/(?<!\\),/)
          .toReversed()
          .join(', ')
          .replaceAll('\\', '');
  return event({
    'tls.sni': client?.name,
    'tls.ja3.hash': client?.ja3,
    'tls.version': server?.version,
    'tls.subject': name(certificate?.subject),
    'tls.issuerdn': name(certificate?.issuer),
    'tls.serial': certificate?.serial,
    'tls.notbefore': certificate === undefined ? undefined : plainTime(certificate.valid_from),
    'tls.notafter': certificate === undefined ? undefined : plainTime(certificate.valid_to),
  });
}

function sshEvent(rows: readonly Row[], { tables }: ReadCapture): Event {
  const facts: Facts = {};
  for (const { found } of rows) {
    const { version, agent, hassh } = found.message.values;
    const isBack = ((tables.packets.marks[found.frame - 1] ?? 0) & 1) !== 0;
    const side = `ssh.${isBack ? 'server' : 'client'}`;
    facts[`${side}.proto_version`] ??= version === undefined ? undefined : String(version).replace('SSH-', '');
    facts[`${side}.software_version`] ??= agent;
    facts[`${side}.hassh.hash`] ??= hassh;
  }
  return event(facts);
}

function mailEvents(rows: readonly Row[]): readonly Event[] {
  const events: Facts[] = [];
  let helo: string | undefined;
  for (const { found } of rows) {
    const { kind, values } = found.message;
    const target = String(values.target ?? '');
    if (values.method === 'EHLO' || values.method === 'HELO') helo = target;
    if (values.method === 'MAIL' || events.length === 0) events.push({});
    const last = events.at(-1) ?? {};
    last['smtp.helo'] = helo;
    if (values.method === 'MAIL') last['smtp.mail_from'] = target.replace(/^FROM: */i, '').replace(/ .*$/, '');
    if (values.method === 'RCPT') last['smtp.rcpt_to[0]'] ??= target.replace(/^TO: */i, '').replace(/ .*$/, '');
    if (kind !== 'mail') continue;
    last['email.from'] = values.user;
    last['email.to[0]'] = values.target;
    last['email.message_id'] = values.id;
  }
  return events.map(event);
}
