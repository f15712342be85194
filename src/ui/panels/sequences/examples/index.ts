import guessedPassword from './guessed-password.ts.txt?raw';
import flowSlicer from './flow-slicer.ts.txt?raw';
import customSize from './custom-size.ts.txt?raw';
import splt from './splt.ts.txt?raw';
import chainsTagger from './chains-tagger.ts.txt?raw';
import packetSummary from './packet-summary.ts.txt?raw';
import packetPrinter from './packet-printer.ts.txt?raw';
import beacon from './beacon.ts.txt?raw';
import dhcpLeases from './dhcp-leases.ts.txt?raw';
import dnsUnanswered from './dns-unanswered.ts.txt?raw';
import handshakes from './handshakes.ts.txt?raw';
import loginAttempts from './login-attempts.ts.txt?raw';
import ptpFollowUp from './ptp-follow-up.ts.txt?raw';
import retransmission from './retransmission.ts.txt?raw';
import slowAnswer from './slow-answer.ts.txt?raw';
import duplicates from './duplicates.ts.txt?raw';
import dnsMisfit from './dns-misfit.ts.txt?raw';
import dnsThenConnection from './dns-then-connection.ts.txt?raw';
import halfOpen from './half-open.ts.txt?raw';
import helloUnanswered from './hello-unanswered.ts.txt?raw';
import httpExchange from './http-exchange.ts.txt?raw';
import pageParts from './page-parts.ts.txt?raw';
import portScan from './port-scan.ts.txt?raw';
import stalledTransfer from './stalled-transfer.ts.txt?raw';
import tcpHandshake from './tcp-handshake.ts.txt?raw';
import unanswered from './unanswered.ts.txt?raw';

/** A relational flow to begin with. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly code: string;
}

/** Examples in the order of the menu; the first one stands in an empty editor. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    id: 'tcp-handshake',
    title: 'TCP handshake',
    note: 'SYN, SYN ACK, ACK, and how long the server took',
    code: tcpHandshake,
  },
  {
    id: 'unanswered',
    title: 'Refused connections and port scans',
    note: 'SYN then RST; one host that tries many ports',
    code: unanswered,
  },
  {
    id: 'half-open',
    title: 'Half-open connections',
    note: 'SYN, SYN ACK, and no ACK within three seconds',
    code: halfOpen,
  },
  {
    id: 'port-scan',
    title: 'Port scan in a sliding window',
    note: 'Ten different ports of one host within two seconds',
    code: portScan,
  },
  {
    id: 'dns',
    title: 'DNS lookup, then connection',
    note: 'Query, answer, SYN to an address in the answer',
    code: dnsThenConnection,
  },
  { id: 'http', title: 'HTTP request and response', note: 'What was asked, the status, the wait', code: httpExchange },
  {
    id: 'stall',
    title: 'Stalled transfer',
    note: 'Data, silence, data: what a time-out looks like',
    code: stalledTransfer,
  },
  {
    id: 'handshakes',
    title: 'Handshakes and their failures',
    note: 'Opened, refused, or never answered',
    code: handshakes,
  },
  {
    id: 'dns-unanswered',
    title: 'DNS without an answer',
    note: 'A query, and nothing for two seconds',
    code: dnsUnanswered,
  },
  {
    id: 'slow-answer',
    title: 'Slow answers',
    note: 'Data of the client, and the server’s first after 30 ms or more',
    code: slowAnswer,
  },
  {
    id: 'login-attempts',
    title: 'Login attempts',
    note: 'Three wrong passwords within a minute: FTP, mail, HTTP',
    code: loginAttempts,
  },
  {
    id: 'beacon',
    title: 'Beacons',
    note: 'The same port called again and again, with even pauses',
    code: beacon,
  },
  {
    id: 'retransmission',
    title: 'Retransmissions and duplicate ACKs',
    note: 'The same sequence number again; three reports of a hole',
    code: retransmission,
  },
  {
    id: 'duplicates',
    title: 'Packets seen on two interfaces',
    note: 'The same packet twice within 50 ms',
    code: duplicates,
  },
  { id: 'dhcp-leases', title: 'DHCP leases', note: 'Discover, offer, request, grant', code: dhcpLeases },
  {
    id: 'ptp-follow-up',
    title: 'PTP: Sync to Follow_Up',
    note: 'How long a clock takes to say when it was',
    code: ptpFollowUp,
  },
  {
    id: 'dns-misfit',
    title: 'Answer that does not fit its question',
    note: 'Messages of DNS: the number of a question, another name',
    code: dnsMisfit,
  },
  {
    id: 'page-parts',
    title: 'Page, style sheet, picture',
    note: 'Messages of HTTP over several connections',
    code: pageParts,
  },
  {
    id: 'hello-unanswered',
    title: 'TLS hello without an answer',
    note: 'Messages of TLS, and starts and ends of flows',
    code: helloUnanswered,
  },
  {
    id: 'guessed-password',
    title: 'Guessed password',
    note: 'Lines of a log: wrong passwords, then a right one',
    code: guessedPassword,
  },
  {
    id: 'flow-slicer',
    title: 'Flow plugin: slicer',
    note: 'A flow ends after five packets; NFStream’s FlowSlicer',
    code: flowSlicer,
  },
  {
    id: 'custom-size',
    title: 'Flow plugin: packets of a size',
    note: 'How many packets of a flow have just this size',
    code: customSize,
  },
  {
    id: 'splt',
    title: 'Flow plugin: SPLT',
    note: 'Direction, size and gap of the first packets, as lists',
    code: splt,
  },
  {
    id: 'chains-tagger',
    title: 'Link and tagger',
    note: 'Columns and tags of packets; Chains’ ReverseDNS and PacketTags',
    code: chainsTagger,
  },
  {
    id: 'packet-summary',
    title: 'Packet summary',
    note: 'A line for each packet; Chains’ PacketSummary',
    code: packetSummary,
  },
  {
    id: 'packet-printer',
    title: 'Packet printer',
    note: 'A block of lines for each packet; Chains’ PacketPrinter',
    code: packetPrinter,
  },
];
