/** Exponents from which Python writes a float with `e`: CPython's float_repr_style "short". */
const LEAST_PLAIN = 1e-4;
const LEAST_LARGE = 1e16;

/**
 * A double as Python's `repr(float)` writes it: the shortest digits that read back as the same double, always with a
 * point or an exponent ("84.0", "1e-05", "1.5e+16", "nan", "-inf"). JavaScript chooses the same digits, other forms.
 */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  const size = Math.abs(value);
  if (size === Infinity) return value < 0 ? '-inf' : 'inf';
  if (size !== 0 && (size < LEAST_PLAIN || size >= LEAST_LARGE)) return exponentForm(value);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}

/** Python pads exponents to two digits. */
function exponentForm(value: number): string {
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A list of whole numbers as `str(list)` writes it: "[0, 1, -1]". */
export function listRepr(list: readonly number[]): string {
  return `[${list.join(', ')}]`;
}
