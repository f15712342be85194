/** IEC 60870-5-104. */
import { Cursor } from '../cursor.ts';
import { framed } from '../port-framed.ts';
import { hex, made, words } from '../made.ts';
import type { Message } from '../message.ts';
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
