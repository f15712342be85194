/** A protocol whose messages are read can be told, one that the pane shows has rows, and no field is declared that nothing writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RECOGNISERS } from '../../../src/core/identify/list.ts';
import { MESSAGE_PROTOCOLS } from '../../../src/core/messages/list.ts';
import { APPLICATIONS } from '../../../src/core/protocols/applications/index.ts';

/** Names of flows that are not those of messages: NFStream's spelling. */
const CALLED: Readonly<Record<string, string>> = {
  SMB: 'SMBv23',
  FTP: 'FTP_CONTROL',
  S7: 's7comm',
  'IEC 104': 'IEC60870',
  'EtherNet/IP': 'EthernetIP',
  TDS: 'MsSQL-TDS',
  NATS: 'Nats',
  NBNS: 'NetBIOS',
  DHCPv6: 'DHCPV6',
  RADIUS: 'Radius',
  CoAP: 'COAP',
  IKE: 'IPSec',
  'GTP-C': 'GTP',
  'SOME/IP': 'SOMEIP',
  mDNS: 'MDNS',
};
/** Protocols that no recogniser names, and why. */
const NOT_NAMED: Readonly<Record<string, string>> = {
  HTTP2: 'NFStream has no name for it in clear; flows are named by `own-names.ts`, beyond it',
  PTP: 'NFStream has no name for it; flows are named by `own-names.ts`, beyond it',
};

const FOLDER = fileURLToPath(new URL('../../../src/core/protocols/', import.meta.url));

/** Texts of all files of core/protocols. */
const SOURCES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(FOLDER + name, 'utf8'));

/** Declarations in a file, as "NAME.member" of what is given to `declare`. */
function declaredIn(text: string): readonly string[] {
  return [...text.matchAll(/const (\w+) = declare\w*\('[^']*', \{\n([\s\S]*?)\n\}\)/g)].flatMap(
    ([, object = '', body = '']) => [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => `${object}.${name}`),
  );
}

/** Members of a file's declarations that it never names. */
function unusedIn(text: string): readonly string[] {
  return declaredIn(text).filter((member) => {
    const [object = '', name = ''] = member.split('.');
    const isGoneThrough = new RegExp(`Object\\.\\w+\\(${object}\\)|\\b${object}\\[`).test(text);
    return !isGoneThrough && !new RegExp(`\\.${name}\\b`).test(text);
  });
}

/** Named in another file: `typeOrLength` reads that of a VLAN tag, `wifi.ts` that of a beacon. */
const ELSEWHERE: readonly string[] = ['F.type', 'WIFI_FIELDS.fixed'];

describe('nothing stays unseen', () => {
  it('a protocol with messages is told among flows', () => {
    const names = new Set(RECOGNISERS.flatMap(({ names: own }) => own));
    const lost = MESSAGE_PROTOCOLS.filter((name) => !names.has(CALLED[name] ?? name) && NOT_NAMED[name] === undefined);
    expect(lost).toEqual([]);
    const own = readFileSync(`${FOLDER}../identify/further/own-names.ts`, 'utf8');
    for (const name of Object.keys(NOT_NAMED)) expect(own).toContain(name);
  });

  it('an application that the detail pane shows has messages', () => {
    expect(APPLICATIONS.map(({ name }) => name).filter((name) => !MESSAGE_PROTOCOLS.includes(name))).toEqual([]);
  });

  it('a field that is declared is written by a reader', () => {
    expect(SOURCES.flatMap(declaredIn).length).toBeGreaterThan(400);
    expect(SOURCES.flatMap(unusedIn)).toEqual(ELSEWHERE);
  });
});
