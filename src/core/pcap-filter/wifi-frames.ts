import { equals, moved } from './place.ts';
import type { Place } from './place.ts';
import { and, not } from './test.ts';
import type { Test } from './test.ts';

/** What the frame control of an 802.11 header says (IEEE 802.11, 9.2.4.1). */

interface Framed {
  readonly header: Place;
}

const NOT_DATA = 0x04;
const DATA = 0x08;
const TYPE = 0x0c;
const SUBTYPE = 0xf0;
const CONTROL = 0x04;
const CLEAR_TO_SEND = 0xc0;
const ACKNOWLEDGEMENT = 0xd0;
const TO_DS = 1;
const FROM_DS = 2;

/** Data frames, of whatever subtype. */
export function isDataFrame(framed: Framed): Test {
  return and(not(controlBit(framed, NOT_DATA)), controlBit(framed, DATA));
}

/** Neither control nor reserved: management and data. */
export function isManagementOrData(framed: Framed): Test {
  return not(controlBit(framed, NOT_DATA));
}

/** The data bit, which libpcap asks for alone once control frames are out. */
export function hasDataBit(framed: Framed): Test {
  return controlBit(framed, DATA);
}

export function isControlFrame({ header }: Framed): Test {
  return equals(header, 1, CONTROL, TYPE);
}

/** CTS and ACK, which have no second address. */
export function hasOneAddress(framed: Framed): Test {
  const { header } = framed;
  const short = [CLEAR_TO_SEND, ACKNOWLEDGEMENT].map((subtype) => not(equals(header, 1, subtype, SUBTYPE)));
  return and(isControlFrame(framed), not(and(short[0], short[1])));
}

/** Towards the distribution system. */
export function isToDs({ header }: Framed): Test {
  return not(equals(moved(header, 1), 1, 0, TO_DS));
}

/** From the distribution system. */
export function isFromDs({ header }: Framed): Test {
  return not(equals(moved(header, 1), 1, 0, FROM_DS));
}

function controlBit({ header }: Framed, bit: number): Test {
  return not(equals(header, 1, 0, bit));
}
