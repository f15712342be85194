import { formatCount } from '../../../base/format.ts';
import { shownLine } from '../../../base/text.ts';
import type { CaptureInterface } from '../../../core/model/capture-info.ts';

/** What the capturing program says of an interface, beyond its name. */
export function interfaceWords(from: CaptureInterface): readonly string[] {
  const { description, filter, os, hardware, mac, speed, comments = [] } = from;
  const words = [
    description,
    filter && `filter “${filter}”`,
    hardware,
    os,
    mac,
    speed && `${formatCount(speed / 1e6)} Mbit/s`,
    ...comments,
  ];
  return words.filter((word): word is string => typeof word === 'string' && word !== '').map(shownLine);
}

/** What it counted while capturing: packets received, lost and passed on. */
export function interfaceCounters({ statistics = {}, lost }: CaptureInterface): readonly string[] {
  const counters: readonly (readonly [number | undefined, string])[] = [
    [statistics.received, 'received'],
    [statistics.accepted, 'passed the filter'],
    [statistics.delivered, 'delivered'],
    [statistics.dropped, 'dropped by the interface'],
    [statistics.osDropped, 'dropped by the system'],
    [lost, 'lost between packets'],
  ];
  return counters.flatMap(([count, words]) => (count === undefined ? [] : [`${formatCount(count)} ${words}`]));
}
