/** Community strings of SNMP v1 and v2c (RFC 1157, RFC 1901): SEQUENCE, version 0 or 1, OCTET STRING. */
import { credentials, type Credentials, type LoginKind } from './login.ts';

const SEQUENCE = 0x30;
const INTEGER = 2;
const OCTETS = 4;

/** The community string in a message; undefined of version 3 and of what is no SNMP. */
function communityOf(message: string): Credentials | undefined {
  const byte = (at: number): number => message.charCodeAt(at);
  if (byte(0) !== SEQUENCE) return undefined;
  // A length of 128 and more says of how many bytes it is made.
  const at = byte(1) < 128 ? 2 : 2 + (byte(1) & 127);
  const isOld = byte(at) === INTEGER && byte(at + 1) === 1 && byte(at + 2) <= 1;
  if (!isOld || byte(at + 3) !== OCTETS || byte(at + 4) > 127) return undefined;
  const community = message.slice(at + 5, at + 5 + byte(at + 4));
  return community.length === byte(at + 4) && community !== '' ? credentials('', community) : undefined;
}

/** Each question holds the community; the first of a flow tell it. */
export const SNMP_LOGINS: LoginKind = {
  name: 'SNMP',
  ports: [161, 162],
  protocol: 'UDP',
  most: 4,
  reader: () => ({
    client: (payload) => [communityOf(payload)].filter((one) => one !== undefined),
    server: () => undefined,
  }),
};
