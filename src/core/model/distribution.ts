/** How the values of a numeric column spread over the rows of a question. */
export interface Distribution {
  /** In the unit of the column, rising; one longer than `counts`. Empty: there are no values. */
  readonly edges: readonly number[];
  /** Rows whose value is at least the edge and below the next one. */
  readonly counts: readonly number[];
  /** Rows that have no value. */
  readonly missing: number;
  /** Bars rise in width: 1, 2, 5, 10 … */
  readonly logarithmic: boolean;
}
