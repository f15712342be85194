import { rate, value, type Group, type Line } from './group.ts';
import { inWorker } from './in-worker.ts';

/** The matching engine by itself in a worker of Chromium, beside the plain algorithm over the same events. */
export const matching: Group = {
  name: 'matching',
  of: 'code',
  measure: ({ browser }) => inWorker(browser, 'matching.worker'),
  lines: [
    ...[10, 1000, 10_000, 100_000].flatMap(linesAt),
    rate('text key of a function, 100,000 open', 'textKey 100000', 'plain 100000'),
    rate('no key, 1,000 open', 'unkeyed 1000', 'plain 1000', '1 times plain'),
    value('300,000 flows that expire, one for each event', 'expiring', (each) => `${(each / 1e6).toFixed(2)} M/s`),
    value('event.text, 512 bytes', 'text', (micros) => `${micros.toFixed(2)} µs`, '2 µs'),
  ],
};

function linesAt(open: number): Line[] {
  const words = `${open.toLocaleString('en')} open`;
  const budget = (text: string): string => (open === 100_000 ? text : '');
  const line = (what: string, name: string, most = ''): Line =>
    rate(`${what}, ${words}`, `${name} ${open}`, `plain ${open}`, budget(most));
  return [
    value(`plain algorithm, ${words}`, `plain ${open}`, (each) => `${(each / 1e6).toFixed(4)} M/s`),
    line('key of a column, fields', 'fields', '3 M/s'),
    line('key of a column, functions', 'functions', '2 M/s'),
    line('key of a column, class', 'classes', '0.8 M/s'),
    line('key of two columns', 'twoColumns'),
    line('limits that never pass', 'limits'),
  ];
}
