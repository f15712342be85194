import { describe, expect, it } from 'vitest';
import { corpus, noCorpora } from '../corpora.ts';
import { messagesOf, type FoundMessage } from './capture-messages.ts';
import { readProbeRows, type ProbeRow } from './ipfixprobe-rows.ts';
import { endsKey, toldFlows } from './told-flows.ts';

/** What ipfixprobe’s plugins say of what was said: DNS, NTP, MQTT, RTSP, SMTP message by message, WireGuard flow by flow. */

const folder = corpus('captures/ipfixprobe');

type Message = FoundMessage['message'];

async function messages(name: string, protocol: string): Promise<readonly Message[]> {
  const read = await messagesOf(`ipfixprobe/${name}.pcap`);
  return (read?.found ?? []).filter((one) => one.protocol === protocol).map(({ message }) => message);
}

const rowsOf = (table: string): readonly ProbeRow[] => readProbeRows(`${folder ?? ''}/${table}.csv`);
const text = (row: ProbeRow, column: string): string => (row.get(column) ?? '').replace(/^"(.*)"$/, '$1').trim();
const said = (message: Message, id: string): readonly string[] =>
  (message.said ?? []).filter((one) => one.id === id).map(({ value }) => String(value));
const first = (message: Message, id: string): string => said(message, id)[0] ?? '0';

/** What of theirs has no like in ours. */
function missingOf(name: string, theirs: readonly string[], ours: readonly string[]): readonly string[] {
  const left = ours.toSorted();
  const missing = theirs.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  console.log(
    `ipfixprobe ${name}: ${theirs.length - missing.length} of ${theirs.length}, further ones here ${left.length}`,
  );
  return missing;
}

describe.skipIf(folder === undefined)('messages as ipfixprobe has them', () => {
  it('DNS', async () => {
    const columns = ['DNS_ID', 'DNS_NAME', 'DNS_QTYPE', 'DNS_CLASS', 'DNS_RCODE', 'DNS_ANSWERS'];
    const ids = ['id', 'query.name', 'query.type', 'query.class', 'flags.rcode', 'count.answers'];
    expect(
      missingOf(
        'dns.dns',
        rowsOf('dns.dns').map((row) => columns.map((column) => text(row, column)).join(' ')),
        (await messages('dns', 'DNS')).map((message) =>
          ids.map((id) => first(message, `dns.${id}`).replace('<Root>', '')).join(' '),
        ),
      ),
    ).toEqual([]);
  });

  it('names of addresses in answers (passive DNS)', async () => {
    const ours = (await messages('dns', 'DNS')).flatMap((message) => {
      const owners = said(message, 'dns.record.name');
      const data = [...said(message, 'dns.record.address'), ...said(message, 'dns.record.target')];
      return owners.flatMap((owner) => data.map((one) => `${first(message, 'dns.id')} ${owner} ${one}`));
    });
    const theirs = rowsOf('dns.passivedns').map((row) => {
      const [id, name, address, type] = ['DNS_ID', 'DNS_NAME', 'DNS_IP', 'DNS_ATYPE'].map((column) =>
        text(row, column),
      );
      const reversed = `${address?.split('.').toReversed().join('.')}.in-addr.arpa`;
      return type === '12' ? `${id} ${reversed} ${name}` : `${id} ${name} ${address}`;
    });
    expect(missingOf('dns.passivedns', theirs, ours)).toEqual([]);
  });

  it('NTP', async () => {
    const columns = ['NTP_VERSION', 'NTP_MODE', 'NTP_LEAP', 'NTP_STRATUM', 'NTP_POLL', 'NTP_REF_ID'];
    const ids = ['ntp.version', 'ntp.mode', 'ntp.leap', 'ntp.stratum', 'ntp.poll', 'ntp.refid'];
    // The interval is a power of two; here it is spelled out.
    const plain = (id: string, value: string): string => (id === 'ntp.poll' ? String(Math.log2(Number(value))) : value);
    expect(
      missingOf(
        'ntp.ntp',
        rowsOf('ntp.ntp').map((row) => columns.map((column) => text(row, column)).join(' ')),
        (await messages('ntp', 'NTP')).map((message) => ids.map((id) => plain(id, first(message, id))).join(' ')),
      ),
    ).toEqual([]);
  });

  it('MQTT: versions and keep-alives', async () => {
    const found = await messages('mqtt', 'MQTT');
    const rows = rowsOf('mqtt.mqtt');
    const connects = found.filter(({ kind }) => kind === 'CONNECT');
    expect(
      missingOf(
        'mqtt.mqtt CONNECT',
        rows
          .map((row) => `${text(row, 'MQTT_VERSION')} ${text(row, 'MQTT_KEEP_ALIVE')}`)
          .filter((line) => line !== '0 0'),
        connects.map(
          ({ values }) => `${String(values.version).split(' ')[1]} ${/(\d+) s/.exec(String(values.details))?.[1]}`,
        ),
      ),
    ).toEqual([]);
  });

  it('RTSP', async () => {
    const found = await messages('rtsp', 'RTSP');
    const rows = rowsOf('rtsp.rtsp');
    const asked = rows.map((row) =>
      ['METHOD', 'URI', 'AGENT'].map((what) => text(row, `RTSP_REQUEST_${what}`)).join(' '),
    );
    expect(
      missingOf(
        'rtsp.rtsp requests',
        // A flow that it has cut says its request again.
        [...new Set(asked.filter((line) => line.trim() !== ''))],
        found
          .filter(({ role }) => role === 'request')
          .map(({ values }) => `${values.method} ${values.target} ${values.agent}`),
      ),
    ).toEqual([]);
    const answered = rows.map(
      (row) => `${text(row, 'RTSP_RESPONSE_STATUS_CODE')} ${text(row, 'RTSP_RESPONSE_SERVER')}`,
    );
    expect(
      missingOf(
        'rtsp.rtsp responses',
        answered.filter((line) => line !== '0 '),
        found.filter(({ role }) => role === 'answer').map(({ values }) => `${values.code} ${values.agent}`),
      ),
    ).toEqual([]);
  });

  it('SMTP: ends of the envelope, and replies by their first digit', async () => {
    const found = await messages('smtp', 'SMTP');
    const target = (methods: readonly string[]): string =>
      String(found.find(({ values }) => methods.includes(String(values.method)))?.values.target ?? '');
    const replies = (digit: number): number =>
      found.filter(({ values }) => Math.floor(Number(values.code) / 100) === digit).length;
    const envelope = [['MAIL'], ['RCPT']].map((methods) => target(methods).replace(/^\w+: */, ''));
    const columns = [
      'SMTP_DOMAIN',
      'SMTP_FIRST_SENDER',
      'SMTP_FIRST_RECIPIENT',
      'SMTP_2XX_STAT_CODE_COUNT',
      'SMTP_3XX_STAT_CODE_COUNT',
    ];
    expect(
      missingOf(
        'smtp.smtp',
        rowsOf('smtp.smtp').map((row) => columns.map((column) => text(row, column)).join(' ')),
        [[target(['EHLO', 'HELO']), ...envelope, replies(2), replies(3)].join(' ')],
      ),
    ).toEqual([]);
  });

  it('WireGuard: flows of which it is sure', async () => {
    const flows = await toldFlows(`${folder ?? ''}/wg.pcap`);
    const sure = rowsOf('wg.wg').filter((row) => text(row, 'WG_CONF_LEVEL') === '100');
    const key = (row: ProbeRow): string =>
      endsKey(text(row, 'SRC_IP'), text(row, 'SRC_PORT'), text(row, 'DST_IP'), text(row, 'DST_PORT'));
    const others = sure.filter((row) => !flows.get(key(row))?.some(({ application }) => application === 'WireGuard'));
    console.log(`ipfixprobe wg.wg: ${sure.length - others.length} of ${sure.length}`);
    expect(others.map((row) => `${key(row)} ${flows.get(key(row))?.[0]?.application}`)).toEqual([]);
  });
});

if (folder === undefined) console.log(noCorpora);
