/** Modbus/TCP, S7 over TPKT (RFC 1006), DNP3 (IEEE 1815), IEC 60870-5-104, EtherNet/IP: messages that say their length. */
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import { hex, made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';

/** A protocol known by its port and the size of its first message. */
function framed(name: string, port: number, framing: (ends: Ends) => Framing): StreamProtocol {
  return {
    name,
    looks(bytes, way, ends) {
      if (!hasPort(ends, port)) return false;
      const size = framing(ends).size(bytes, way);
      return size > 0 ? true : size === 0 ? 'later' : false;
    },
    open: (sink, ends) => new FramedReader(framing(ends), sink),
  };
}

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
    { method, id, code: isResponse ? -1 : undefined, details: words({ ends, indications: bits }) },
    id,
  );
}

const IEC_PORT = 2404;
const IEC_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'M_SP_NA_1'],
  [3, 'M_DP_NA_1'],
  [5, 'M_ST_NA_1'],
  [7, 'M_BO_NA_1'],
  [9, 'M_ME_NA_1'],
  [11, 'M_ME_NB_1'],
  [13, 'M_ME_NC_1'],
  [15, 'M_IT_NA_1'],
  [30, 'M_SP_TB_1'],
  [31, 'M_DP_TB_1'],
  [34, 'M_ME_TD_1'],
  [35, 'M_ME_TE_1'],
  [36, 'M_ME_TF_1'],
  [37, 'M_IT_TB_1'],
  [45, 'C_SC_NA_1'],
  [46, 'C_DC_NA_1'],
  [47, 'C_RC_NA_1'],
  [48, 'C_SE_NA_1'],
  [49, 'C_SE_NB_1'],
  [50, 'C_SE_NC_1'],
  [70, 'M_EI_NA_1'],
  [100, 'C_IC_NA_1'],
  [101, 'C_CI_NA_1'],
  [102, 'C_RD_NA_1'],
  [103, 'C_CS_NA_1'],
  [105, 'C_RP_NA_1'],
  [107, 'C_TS_TA_1'],
]);
const IEC_CAUSES: ReadonlyMap<number, string> = new Map([
  [1, 'periodic'],
  [2, 'background'],
  [3, 'spontaneous'],
  [4, 'initialised'],
  [5, 'request'],
  [6, 'activation'],
  [7, 'activation confirmed'],
  [8, 'deactivation'],
  [9, 'deactivation confirmed'],
  [10, 'activation terminated'],
  [20, 'interrogated'],
]);
const IEC_COMMANDS: ReadonlyMap<number, string> = new Map([
  [0x07, 'STARTDT act'],
  [0x0b, 'STARTDT con'],
  [0x13, 'STOPDT act'],
  [0x23, 'STOPDT con'],
  [0x43, 'TESTFR act'],
  [0x83, 'TESTFR con'],
]);

export const IEC104 = framed('IEC 104', IEC_PORT, () => ({
  size: (bytes) =>
    bytes.length < 6 ? (bytes[0] === 0x68 ? 0 : -1) : bytes[0] === 0x68 && bytes[1] >= 4 ? 2 + bytes[1] : -1,
  read: (bytes) => [iec104(new Cursor(bytes, 2))],
}));

function iec104(cursor: Cursor): Message {
  const control = cursor.u8();
  cursor.skip(3);
  if ((control & 3) === 3) {
    const method = IEC_COMMANDS.get(control) ?? hex(control, 2);
    return made('U', method.endsWith('act') ? 'request' : 'answer', method, { method }, method.slice(0, 7));
  }
  if ((control & 3) === 1) return made('S', 'notice', 'Acknowledgement', {});
  const type = cursor.u8();
  const count = cursor.u8() & 127;
  const cause = cursor.u8();
  cursor.skip(1);
  const station = cursor.u16le();
  const place = cursor.u24le();
  const method = IEC_TYPES.get(type) ?? `type ${type}`;
  const reason = IEC_CAUSES.get(cause & 63) ?? `cause ${cause & 63}`;
  return made(
    'I',
    'notice',
    `${method} ${reason}, station ${station}, object ${place}${(cause & 64) === 0 ? '' : ', negative'}`,
    {
      method,
      status: reason,
      target: `${station}/${place}`,
      details: words({ objects: count }),
    },
  );
}

const ENIP_PORT = 44_818;
const ENIP_COMMANDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'NOP'],
  [0x04, 'List Services'],
  [0x63, 'List Identity'],
  [0x64, 'List Interfaces'],
  [0x65, 'Register Session'],
  [0x66, 'Unregister Session'],
  [0x6f, 'Send RR Data'],
  [0x70, 'Send Unit Data'],
]);
const CIP_SERVICES: ReadonlyMap<number, string> = new Map([
  [0x01, 'Get Attributes All'],
  [0x03, 'Get Attribute List'],
  [0x04, 'Set Attribute List'],
  [0x05, 'Reset'],
  [0x0a, 'Multiple Service Packet'],
  [0x0e, 'Get Attribute Single'],
  [0x10, 'Set Attribute Single'],
  [0x4b, 'Execute PCCC'],
  [0x4c, 'Read Tag'],
  [0x4d, 'Write Tag'],
  [0x4e, 'Forward Close'],
  [0x52, 'Unconnected Send'],
  [0x54, 'Forward Open'],
]);

export const ENIP = framed('EtherNet/IP', ENIP_PORT, (ends) => ({
  size(bytes) {
    if (bytes.length < 24) return bytes.length < 2 || ENIP_COMMANDS.has(bytes[0] | (bytes[1] << 8)) ? 0 : -1;
    return ENIP_COMMANDS.has(bytes[0] | (bytes[1] << 8)) ? 24 + (bytes[2] | (bytes[3] << 8)) : -1;
  },
  read: (bytes, way) => [enip(new Cursor(bytes), way === clientOf(ends, ENIP_PORT))],
}));

function enip(cursor: Cursor, isRequest: boolean): Message {
  const command = cursor.u16le();
  cursor.skip(2);
  const session = cursor.u32le();
  const code = cursor.u32le();
  const id = cursor.hex(8);
  cursor.skip(4);
  const method = ENIP_COMMANDS.get(command) ?? hex(command, 4);
  const service = command === 0x6f || command === 0x70 ? cipService(cursor) : '';
  const role = command === 0 || command === 0x66 ? 'notice' : isRequest ? 'request' : 'answer';
  return made(isRequest ? 'request' : 'response', role, `${method}${service === '' ? '' : `: ${service}`}`, {
    method,
    target: service,
    id,
    ...(isRequest ? {} : { code, status: code === 0 ? 'success' : hex(code, 4) }),
    details: `session: ${hex(session, 8)}`,
  });
}

/** The service in the item that has data (0x00b2 unconnected, 0x00b1 connected behind a count). */
function cipService(cursor: Cursor): string {
  cursor.skip(6);
  for (let left = cursor.u16le(); left > 0 && cursor.left >= 4; left--) {
    const type = cursor.u16le();
    const item = cursor.some(cursor.u16le());
    if (type === 0xb1) item.skip(2);
    if ((type === 0xb1 || type === 0xb2) && item.left > 0) {
      const code = item.u8();
      return `${CIP_SERVICES.get(code & 127) ?? hex(code & 127, 2)}${code > 127 ? ' reply' : ''}`;
    }
  }
  return '';
}
