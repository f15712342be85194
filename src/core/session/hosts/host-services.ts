import { NumberIndex } from '../../../base/number-index.ts';
import { FAILED_STATES, type ConnectionState } from '../../model/connection-states.ts';
import { ipProtocolName, TCP } from '../../model/ip-protocols.ts';
import type { DictionaryColumn, Rows } from '../../model/column.ts';
import type { RowNumber } from '../../query/group/aggregates.ts';
import { codes, numbers } from '../tables/make-measure.ts';

/** Services of flows, numbered as they come, and which end of each flow asked for it. */
export interface HostServices {
  /** Number of the service that the host of this side asked the other for; -1: it was asked. */
  readonly used: RowNumber;
  /** Number of the service that the host of this side was asked for and answered with; -1: it asked, or did not answer. */
  readonly offered: RowNumber;
  text(service: number): string;
}

/** States in which the first packet came from who was asked. */
const ANSWER_FIRST: readonly ConnectionState[] = ['RSTRH', 'SHR'];
/** Ports of servers, where nothing else tells who asked (RFC 6335: system ports). */
const SYSTEM_PORTS = 1024;
const PORTS = 65_536;
const PROTOCOLS = 256;

/** The services of the rows of the flow table. */
export function hostServices(flows: Rows): HostServices {
  const application = dictionary(flows, 'application');
  const service = dictionary(flows, 'service');
  const state = stateOf(flows);
  const isGuess = guessOf(flows);
  const [protocol, back] = [numbers(flows, 'protocol'), numbers(flows, 'dst2src_packets')];
  const [sourcePort, destinationPort] = [numbers(flows, 'src_port'), numbers(flows, 'dst_port')];
  const known = new NumberIndex();
  const firstRows: number[] = [];
  /** 1 where the source is who was asked. */
  const asked = (row: number): 0 | 1 => {
    const its = state(row);
    if (ANSWER_FIRST.some((one) => one === its)) return 0;
    return its === 'OTH' && sourcePort(row) < SYSTEM_PORTS && destinationPort(row) >= SYSTEM_PORTS ? 0 : 1;
  };
  const port = (row: number): number => (asked(row) === 0 ? sourcePort(row) : destinationPort(row));
  const number = (row: number): number => {
    const told = 2 * ((application?.code(row) ?? -1) + 1) + (isGuess(row) ? 1 : 0);
    const named = (service?.code(row) ?? -1) + 1;
    const what = told * PORTS + named;
    const at = known.add((what * PORTS + (port(row) || 0)) * PROTOCOLS + protocol(row));
    if (at === firstRows.length) firstRows.push(row);
    return at;
  };
  const answered = (row: number): boolean => {
    const its = state(row);
    if (protocol(row) === TCP && FAILED_STATES.some((one) => one === its)) return false;
    return asked(row) === 0 || back(row) > 0;
  };
  return {
    used: (row, side) => (asked(row) === side ? -1 : number(row)),
    offered: (row, side) => (asked(row) === side && answered(row) ? number(row) : -1),
    text: (at) => serviceText(firstRows[at]),
  };

  function serviceText(row: number): string {
    const told = textOf(application, row);
    const isTold = told !== '' && told !== 'Unknown';
    const name = isTold ? told : textOf(service, row);
    const mark = name !== '' && (!isTold || isGuess(row)) ? '?' : '';
    const at = port(row);
    const end = at > 0 ? `${at}/${ipProtocolName(protocol(row)).toLowerCase()}` : '';
    return [name + mark || (end === '' ? ipProtocolName(protocol(row)) : ''), end].filter(Boolean).join(' ');
  }
}

/** Protocols of a flow's row: that of IP, then what is on top of it; "" where the content does not tell. */
export function protocolTexts(flows: Rows): { readonly number: RowNumber; texts(number: number): readonly string[] } {
  const application = dictionary(flows, 'application');
  const protocol = numbers(flows, 'protocol');
  const isGuess = guessOf(flows);
  return {
    number: (row) => (isGuess(row) ? 0 : (application?.code(row) ?? -1) + 1) * PROTOCOLS + protocol(row),
    texts: (at) => {
      const code = Math.floor(at / PROTOCOLS) - 1;
      const [master = ''] = code < 0 ? [] : (application?.text(code) ?? '').split('.');
      return [ipProtocolName(at % PROTOCOLS), master === 'Unknown' ? '' : master];
    },
  };
}

/** Which flows are what they are called by their port alone. */
function guessOf(flows: Rows): (row: number) => boolean {
  const column = dictionary(flows, 'application_by');
  return (row) => textOf(column, row) === 'port only';
}

function stateOf(flows: Rows): (row: number) => string {
  const column = dictionary(flows, 'conn_state');
  const code = codes(flows, 'conn_state');
  return (row) => (column === undefined || code(row) < 0 ? '' : column.text(code(row)));
}

function dictionary(flows: Rows, id: string): DictionaryColumn | undefined {
  const column = flows.columns.get(id);
  return column?.type === 'dictionary' ? column : undefined;
}

function textOf(column: DictionaryColumn | undefined, row: number): string {
  const code = column?.code(row) ?? -1;
  return code < 0 ? '' : (column?.text(code) ?? '');
}
