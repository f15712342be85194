/** How an 802.11 frame may differ from one on the air; bits, the number of By.Wifi. */
export enum WifiQuirk {
  None = 0,
  /** The two bytes of frame control, and of sequence control with it, may stand in either order. */
  EitherOrder = 1,
  /** The header is padded to a multiple of 4 bytes. */
  Padded = 2,
}
