import { formatCountOf } from '../../base/format.ts';
import type { ColumnLosses } from './operators.ts';

/** What of the values of operators is not as the code gave it: a sentence each. */
export function lossSentences({ columns, cutTexts, values, refused }: ColumnLosses): readonly string[] {
  return [
    ...(columns === 0 ? [] : [`${formatCountOf(columns, 'column was', 'columns were')} left out: a table takes 64.`]),
    ...(cutTexts === 0
      ? []
      : [`${formatCountOf(cutTexts, 'text was', 'texts were')} cut to 200 characters, marked by “…”.`]),
    ...(values === 0
      ? []
      : [
          `${formatCountOf(values, 'value was', 'values were')} left out: a column takes 1,000,000 different texts, a table 256 different tags.`,
        ]),
    ...(refused === 0
      ? []
      : [
          `${formatCountOf(refused, 'value was', 'values were')} left out: only numbers, texts, booleans and lists of these are columns, and only texts are tags and lines.`,
        ]),
  ];
}
