/** Modbus/TCP, S7 over TPKT (RFC 1006), DNP3 (IEEE 1815): messages that say their length. */
import { Cursor } from '../cursor.ts';
import { framed } from '../port-framed.ts';
import { hex, made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf } from '../stream-reader.ts';

const FUNCTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'Read Coils'],
  [2, 'Read Discrete Inputs'],
  [3, 'Read Holding Registers'],
  [4, 'Read Input Registers'],
  [5, 'Write Single Coil'],
  [6, 'Write Single Register'],
  [7, 'Read Exception Status'],
  [8, 'Diagnostics'],
  [11, 'Get Comm Event Counter'],
  [12, 'Get Comm Event Log'],
  [15, 'Write Multiple Coils'],
  [16, 'Write Multiple Registers'],
  [17, 'Report Server ID'],
  [20, 'Read File Record'],
  [21, 'Write File Record'],
  [22, 'Mask Write Register'],
  [23, 'Read/Write Multiple Registers'],
  [24, 'Read FIFO Queue'],
  [43, 'Encapsulated Interface Transport'],
]);
const EXCEPTIONS = [
  '',
  'illegal function',
  'illegal data address',
  'illegal data value',
  'server device failure',
  'acknowledge',
  'server device busy',
  'negative acknowledge',
  'memory parity error',
  '',
  'gateway path unavailable',
  'gateway target failed to respond',
];
const MODBUS_PORT = 502;

export const MODBUS = framed('Modbus', MODBUS_PORT, (ends) => ({
  size(bytes) {
    if (bytes.length < 8) return 0;
    const length = (bytes[4] << 8) | bytes[5];
    return bytes[2] === 0 && bytes[3] === 0 && length >= 2 && length <= 260 ? 6 + length : -1;
  },
  read: (bytes, way) => [modbus(new Cursor(bytes), way === clientOf(ends, MODBUS_PORT))],
}));

function modbus(cursor: Cursor, isRequest: boolean): Message {
  const id = cursor.u16();
  cursor.skip(4);
  const unit = cursor.u8();
  const code = cursor.u8();
  const method = FUNCTIONS.get(code & 127) ?? `function ${code & 127}`;
  const key = `${id} ${unit}`;
  if (code > 127) {
    const exception = cursor.u8();
    const status = EXCEPTIONS[exception] ?? '';
    return made(
      'exception',
      'answer',
      `${method}: exception ${exception} ${status}`,
      { method, code: exception, status, id: String(id), details: `unit: ${unit}` },
      key,
    );
  }
  const [address, count] = isRequest ? [cursor.u16(), cursor.u16()] : [undefined, undefined];
  const place =
    isRequest && code < 24
      ? { target: String(address), details: words({ unit, [code === 5 || code === 6 ? 'value' : 'count']: count }) }
      : { details: `unit: ${unit}`, answers: cursor.some(64).hex() };
  return made(
    isRequest ? 'request' : 'response',
    isRequest ? 'request' : 'answer',
    `${method}, unit ${unit}${isRequest && code < 24 ? `, address ${address}, ${count}` : ''}`,
    { method, id: String(id), ...place },
    key,
  );
}

const S7_PORT = 102;
const S7_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'Job'],
  [2, 'Ack'],
  [3, 'Ack Data'],
  [7, 'User Data'],
]);
const S7_FUNCTIONS: ReadonlyMap<number, string> = new Map([
  [0x00, 'CPU Services'],
  [0x04, 'Read Var'],
  [0x05, 'Write Var'],
  [0x1a, 'Request Download'],
  [0x1b, 'Download Block'],
  [0x1c, 'Download Ended'],
  [0x1d, 'Start Upload'],
  [0x1e, 'Upload'],
  [0x1f, 'End Upload'],
  [0x28, 'PI Service'],
  [0x29, 'PLC Stop'],
  [0xf0, 'Setup Communication'],
]);
const COTP_KINDS: ReadonlyMap<number, string> = new Map([
  [0xe0, 'Connect Request'],
  [0xd0, 'Connect Confirm'],
  [0x80, 'Disconnect Request'],
  [0xc0, 'Disconnect Confirm'],
  [0x70, 'Error'],
]);

/** Size of a TPKT (RFC 1006): version 3, reserved, length. */
export function tpktSize(bytes: Uint8Array): number {
  if (bytes.length < 4) return bytes[0] === 3 ? 0 : -1;
  const length = (bytes[2] << 8) | bytes[3];
  return bytes[0] === 3 && bytes[1] === 0 && length >= 7 ? length : -1;
}

export const S7 = framed('S7', S7_PORT, () => ({
  size: tpktSize,
  read(bytes) {
    const cursor = new Cursor(bytes, 4);
    const header = cursor.sub(cursor.u8());
    const type = header.u8() & 0xf0;
    const connect = COTP_KINDS.get(type);
    if (connect !== undefined) {
      const role = type === 0xe0 ? 'request' : type === 0xd0 ? 'answer' : 'notice';
      return [made(`COTP ${connect}`, role, `COTP ${connect}`, {}, 'connect')];
    }
    return cursor.peek() === 0x32 ? [s7(cursor)] : [];
  },
}));

function s7(cursor: Cursor): Message {
  cursor.skip(1);
  const type = cursor.u8();
  cursor.skip(2);
  const id = cursor.u16();
  const parameters = cursor.u16();
  cursor.skip(2);
  const error = type === 2 || type === 3 ? cursor.u16() : 0;
  const part = cursor.some(parameters);
  const code = part.peek();
  const method = code < 0 ? '' : type === 7 ? 'User Data' : (S7_FUNCTIONS.get(code) ?? hex(code, 2));
  const kind = S7_KINDS.get(type) ?? `type ${type}`;
  const role = type === 1 ? 'request' : type === 7 ? 'notice' : 'answer';
  const items = type === 1 && (code === 4 || code === 5) ? s7Items(part) : '';
  return made(
    kind,
    role,
    `${kind} ${method}${items === '' ? '' : ` ${items}`}`,
    { method, target: items, id: String(id), ...(error > 0 && { code: error, status: `error ${hex(error, 4)}` }) },
    String(id),
  );
}

/** Items of "Read Var" and "Write Var": data block, area, address. */
function s7Items(part: Cursor): string {
  part.skip(1);
  const items: string[] = [];
  for (let left = part.u8(); left > 0 && part.left >= 12 && items.length < 20; left--) {
    part.skip(4);
    const count = part.u16();
    const block = part.u16();
    const area = part.u8();
    const bits = part.u24();
    const name =
      area === 0x84 ? `DB${block}` : area === 0x81 ? 'I' : area === 0x82 ? 'Q' : area === 0x83 ? 'M' : hex(area, 2);
    items.push(`${name}.${bits >> 3}.${bits & 7}×${count}`);
  }
  return items.join(' ');
}

const DNP3_PORT = 20_000;
const DNP3_FUNCTIONS = [
  'Confirm',
  'Read',
  'Write',
  'Select',
  'Operate',
  'Direct Operate',
  'Direct Operate No Ack',
  'Freeze',
  'Freeze No Ack',
  'Freeze Clear',
  'Freeze Clear No Ack',
  'Freeze At Time',
  'Freeze At Time No Ack',
  'Cold Restart',
  'Warm Restart',
  'Initialize Data',
  'Initialize Application',
  'Start Application',
  'Stop Application',
  'Save Configuration',
  'Enable Unsolicited',
  'Disable Unsolicited',
  'Assign Class',
  'Delay Measurement',
  'Record Current Time',
  'Open File',
  'Close File',
  'Delete File',
  'Get File Info',
  'Authenticate File',
  'Abort File',
];

/** Blocks of 16 bytes have two of check sequence behind them. */
export const DNP3 = framed('DNP3', DNP3_PORT, () => ({
  size(bytes) {
    if (bytes.length < 10) return bytes[0] === 5 ? 0 : -1;
    if (bytes[0] !== 5 || bytes[1] !== 0x64 || bytes[2] < 5) return -1;
    const data = bytes[2] - 5;
    return 10 + data + 2 * Math.ceil(data / 16);
  },
  read: (bytes) => [dnp3(bytes)],
}));

function dnp3(bytes: Uint8Array): Message {
  const cursor = new Cursor(bytes, 3);
  const control = cursor.u8();
  const destination = cursor.u16le();
  const source = cursor.u16le();
  const ends = `${source} → ${destination}`;
  const transport = bytes[10];
  const isFirst = bytes[2] > 7 && (transport & 0x40) !== 0;
  if (!isFirst) {
    const kind = bytes[2] > 5 ? 'segment' : 'link';
    return made(kind, 'notice', `${kind === 'link' ? `Link function ${control & 15}` : 'Further segment'}, ${ends}`, {
      details: `ends: ${ends}`,
    });
  }
  const id = String(bytes[11] & 15);
  const code = bytes[12];
  const isResponse = code >= 0x81 && code <= 0x83;
  const method =
    code === 0x81 ? 'Response' : code === 0x82 ? 'Unsolicited Response' : (DNP3_FUNCTIONS[code] ?? `function ${code}`);
  const role = code === 0x81 ? 'answer' : isResponse || code === 0 ? 'notice' : 'request';
  const bits = isResponse ? hex((bytes[13] << 8) | bytes[14], 4) : '';
  return made(
    isResponse ? 'response' : 'request',
    role,
    `${method}, ${ends}`,
    { method, id, details: words({ ends, indications: bits }) },
    id,
  );
}
