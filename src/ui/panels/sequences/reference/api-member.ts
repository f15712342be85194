/** A member of what users' code can import, as the reference beside the editor shows it. */
export interface ApiMember {
  /** Unique: `SequenceBuilder.step`, `sequence`. */
  readonly id: string;
  /** Where it belongs: "Sequence", "Packet", … */
  readonly group: string;
  readonly name: string;
  /** How it is written: `step(name, when, options?)`, `srcPort: number`. */
  readonly signature: string;
  /** Its docstring on one line. */
  readonly description: string;
}
