import type { Decoding } from './layout.ts';
import { equals, isMac, moved } from './place.ts';
import { FilterError } from './syntax.ts';
import type { Direction, Expression, WifiAddress } from './syntax.ts';
import { all, and, not, or } from './test.ts';
import type { Test } from './test.ts';
import { hasDataBit, hasOneAddress, isControlFrame, isFromDs, isManagementOrData, isToDs } from './wifi-frames.ts';

const BROADCAST: readonly number[] = [255, 255, 255, 255, 255, 255];
/** Where the four addresses stand in the header. */
const ADDRESSES = [4, 10, 16, 24] as const;
const [FIRST, SECOND, THIRD, FOURTH] = ADDRESSES;

/** Tells whether the address at a place of the header is wanted. */
type AddressTest = (offset: number) => Test;

/** `wlan host` and its kin. Which field is source or destination depends on the frame (IEEE 802.11, 9.3.2.1). */
export function wifiAddress(decoding: Decoding, direction: Direction | undefined, bytes: readonly number[]): Test {
  const is: AddressTest = (offset) => isMac(moved(decoding.header, offset), bytes);
  switch (direction) {
    case 'src':
      return isFrom(decoding, is);
    case 'dst':
      return isTo(decoding, is);
    case 'src and dst':
      return and(isFrom(decoding, is), isTo(decoding, is));
    case 'src or dst':
    case undefined:
      return or(isFrom(decoding, is), isTo(decoding, is));
    default:
      return field(decoding, direction, is);
  }
}

/** `broadcast` and `multicast`: by the destination. */
export function wifiCast(decoding: Decoding, to: 'broadcast' | 'multicast'): Test {
  const { header } = decoding;
  if (to === 'broadcast') return isTo(decoding, (offset) => isMac(moved(header, offset), BROADCAST));
  return isTo(decoding, (offset) => not(equals(moved(header, offset), 1, 0, 1)));
}

/** `type`, `subtype` and `dir`. */
export function frameTest(decoding: Decoding, { byte, value, mask, at }: Expression & { kind: 'frame' }): Test {
  if (decoding.kind !== 'wifi') throw new FilterError('frame types and directions are supported on 802.11 only', at);
  return equals(moved(decoding.header, byte), 1, value, mask);
}

function isFrom(decoding: Decoding, is: AddressTest): Test {
  const [data, fromDs, toDs] = [hasDataBit(decoding), isFromDs(decoding), isToDs(decoding)];
  const relayed = and(fromDs, or(and(not(toDs), is(THIRD)), and(toDs, is(FOURTH))));
  const inData = and(data, or(and(not(fromDs), is(SECOND)), relayed));
  return and(isManagementOrData(decoding), or(and(not(data), is(SECOND)), inData));
}

function isTo(decoding: Decoding, is: AddressTest): Test {
  const [data, toDs] = [hasDataBit(decoding), isToDs(decoding)];
  const inData = and(data, or(and(not(toDs), is(FIRST)), and(toDs, is(THIRD))));
  return and(isManagementOrData(decoding), or(and(not(data), is(FIRST)), inData));
}

/** One field by its name, as libpcap asks for it: `ra` and `ta` in data frames only. */
function field(decoding: Decoding, name: WifiAddress, is: AddressTest): Test {
  switch (name) {
    case 'ra':
      return and(hasDataBit(decoding), is(FIRST));
    case 'ta':
      return all(hasDataBit(decoding), not(hasOneAddress(decoding)), is(SECOND));
    case 'addr1':
      return is(FIRST);
    case 'addr2':
      return and(not(hasOneAddress(decoding)), is(SECOND));
    case 'addr3':
      return and(not(isControlFrame(decoding)), is(THIRD));
    case 'addr4':
      return all(isFromDs(decoding), isToDs(decoding), is(FOURTH));
  }
}
