/** Why a flow ended: the values of its column `expiration_id`. NFStream has the first three. */
export enum Expiration {
  /** A plugin said so. */
  Plugin = -1,
  /** The idle time-out, or the end of the capture. */
  Idle = 0,
  /** The active time-out. */
  Active = 1,
  /** Closed by TCP: a new connection began, or it ran out after it was closed (`endAtFinRst`). */
  Closed = 3,
}
