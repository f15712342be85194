/**
 * INTERIM: places of link protocols whose readers are not yet in src/core/protocols/links. Once every one of them is
 * there, this file, `ethernet.ts`, `link-headers.ts`, `mpls.ts`, `ppp.ts` and `wifi.ts` beside it go, and the two lines of
 * `readers.ts` that name it.
 */
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { always, when, type Place } from '../../protocols/protocol.ts';
import { readBackbone, readLlc } from './ethernet.ts';
import { readCooked2, readLoopback, readNflog, readPflog, readPpi } from './link-headers.ts';
import { readMpls, readMplsOverIp } from './mpls.ts';
import { readDirectedPpp, readPpp, readPppoe, readPppOrHdlc } from './ppp.ts';
import { readAvs, readPrism, readRadiotap, readWifi } from './wifi.ts';

const readBareWifi: HeaderReader = (_bytes, at, _end, next) => next.to(By.Wifi, 0, at);

export const INTERIM_LINK_PLACES: readonly Place[] = [
  { by: By.Llc, read: always(readLlc) },
  { by: By.Ppp, read: always(readPpp) },
  { by: By.Wifi, read: always(readWifi) },
  { by: By.Ethertype, numbers: [0x88e7], read: when('qinq', readBackbone) },
  { by: By.Ethertype, numbers: [0x8847, 0x8848], read: when('mpls', readMpls) },
  { by: By.Ip, numbers: [137], read: when('mpls', readMplsOverIp) },
  { by: By.Udp, numbers: [6635], read: when('mpls', readMplsOverIp) },
  { by: By.Ethertype, numbers: [0x8864], read: when('pppoe', readPppoe) },
  { by: By.Link, numbers: [9, 50], read: when('ppp', readPppOrHdlc) },
  { by: By.Link, numbers: [166, 204], read: when('ppp', readDirectedPpp) },
  { by: By.Link, numbers: [276], read: when('sll2', readCooked2) },
  { by: By.Link, numbers: [192], read: when('ppi', readPpi) },
  { by: By.Link, numbers: [105], read: when('wifi', readBareWifi) },
  { by: By.Link, numbers: [119], read: when('wifi', readPrism) },
  { by: By.Link, numbers: [127], read: when('wifi', readRadiotap) },
  { by: By.Link, numbers: [163], read: when('wifi', readAvs) },
  { by: By.Link, numbers: [0, 108], read: when('loopback', readLoopback) },
  { by: By.Link, numbers: [117], read: when('pflog', readPflog) },
  { by: By.Link, numbers: [239], read: when('nflog', readNflog) },
];
