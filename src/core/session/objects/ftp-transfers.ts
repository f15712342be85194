import type { Way } from '../../model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import { lastPathPart } from './file-names.ts';

/** A file that an FTP control connection has asked for, and where its data connection goes. */
export interface FtpTransfer {
  readonly flow: FlowIndex;
  /** The packet that named the data connection's port: the connection cannot begin before it. */
  readonly from: PacketIndex;
  /** The packet with the command. */
  readonly packet: PacketIndex;
  /** Who listens: address and port. An address that is not told is that of the control connection. */
  readonly address: string | undefined;
  readonly port: number;
  readonly isPassive: boolean;
  readonly name: string;
  /** RETR: the server sends the file; else the client. */
  readonly isFromServer: boolean;
  /** Direction of the control connection in which the client speaks. */
  readonly client: Way;
}

/** Transfers of a connection that are kept. */
const MOST = 10_000;
const PORT = /^PORT\s+(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/i;
const EXTENDED_PORT = /^EPRT\s+\|[12]\|([^|]{1,60})\|(\d{1,5})\|/i;
const PASSIVE = /^227[^\d]*.*?(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/;
const EXTENDED_PASSIVE = /^229.*\(\|\|\|(\d{1,5})\|\)/;
const COMMAND = /^(RETR|STOR|APPE|STOU)(?:\s+(.*))?$/i;

/** Follows the commands and answers of an FTP control connection (RFC 959, 2428). */
export class FtpControl {
  readonly transfers: FtpTransfer[] = [];
  private listener: Pick<FtpTransfer, 'address' | 'port' | 'isPassive' | 'from'> | undefined;

  constructor(
    private readonly flow: FlowIndex,
    private readonly client: Way,
  ) {}

  line(way: Way, packet: PacketIndex, line: string): void {
    if (way === this.client) this.command(packet, line);
    else this.answer(packet, line);
  }

  private command(packet: PacketIndex, line: string): void {
    const port = PORT.exec(line);
    const extended = EXTENDED_PORT.exec(line);
    if (port !== null) this.listens(packet, false, port.slice(1));
    else if (extended !== null)
      this.listener = { address: extended[1], port: Number(extended[2]), isPassive: false, from: packet };
    const command = COMMAND.exec(line);
    if (command === null || this.listener === undefined || this.transfers.length >= MOST) return;
    const [, verb, path = ''] = command;
    this.transfers.push({
      ...this.listener,
      flow: this.flow,
      packet,
      name: lastPathPart(path.replaceAll(/[?#%]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)),
      isFromServer: verb.toUpperCase() === 'RETR',
      client: this.client,
    });
    this.listener = undefined;
  }

  private answer(packet: PacketIndex, line: string): void {
    const passive = PASSIVE.exec(line);
    const extended = EXTENDED_PASSIVE.exec(line);
    if (passive !== null) this.listens(packet, true, passive.slice(1));
    else if (extended !== null)
      this.listener = { address: undefined, port: Number(extended[1]), isPassive: true, from: packet };
  }

  /** Four bytes of an address and two of a port. */
  private listens(packet: PacketIndex, isPassive: boolean, numbers: readonly string[]): void {
    const [high = 0, low = 0] = numbers.slice(4).map(Number);
    this.listener = { address: numbers.slice(0, 4).join('.'), port: high * 256 + low, isPassive, from: packet };
  }
}
