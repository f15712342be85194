import { answered, badQuestion, failed, type Reply } from '../../model/failure.ts';
import type { FindingReach, RuleEntry, RuleFindings } from '../../model/findings.ts';
import type { Question } from '../../model/question.ts';
import { parseRule } from '../../findings/parse-rule.ts';
import { rulesWith, type WrittenRule } from '../../findings/rule-book.ts';
import type { Rule } from '../../findings/rule.ts';
import type { ByteTests } from '../../query/filter/byte-tests.ts';
import { tryReading } from '../packet-bytes.ts';
import type { RowOrder } from '../row-orders.ts';
import { allRows } from '../export-sources.ts';
import { EVIDENCE_KINDS } from '../evidence/index.ts';
import { EvidenceStore } from '../evidence/evidence.ts';
import type { CaptureTable, TableSources } from '../tables/capture-table.ts';
import { checkRule, type CheckedRule } from './check-rule.ts';
import { FindingWriter } from './finding-writer.ts';

/** Findings of a rule that are given; the others are counted. */
const MOST_FINDINGS = 20;

/** What a rule is run with: the session that answers questions. */
export interface RuleHost {
  /** What the tables are made from, now. */
  sources(): TableSources;
  /** Changes when any table does. */
  stamp(): string;
  table(id: string): CaptureTable | undefined;
  byteTests(table: CaptureTable): ByteTests | undefined;
  /** The rows or groups that a question keeps, in its order. */
  asked(
    question: Question,
    table: CaptureTable,
  ): Promise<Reply<{ readonly table: CaptureTable; readonly order: RowOrder }>>;
}

/** A table that a rule asks, and how much of the capture was looked at for it. */
interface Asked {
  readonly table: CaptureTable;
  readonly reach?: FindingReach;
}

/** Runs rules over one capture. */
export class RuleRunner {
  private readonly evidence: EvidenceStore;

  constructor(private readonly host: RuleHost) {
    const { tables, bytes } = host.sources();
    this.evidence = new EvidenceStore(tables, bytes);
  }

  /** All rules, checked against this capture’s tables. */
  entries(own: string): readonly RuleEntry[] {
    return rulesWith(own).map((written) => this.entry(written));
  }

  /** One rule, checked against this capture’s tables. */
  entry({ rule, ...written }: WrittenRule): RuleEntry {
    const readsBytes = EVIDENCE_KINDS.some(({ id, readsBytes: reads }) => reads && id === rule?.of.text);
    const checked = rule === undefined || rule.say.length === 0 ? undefined : this.check(rule);
    return { ...written, readsBytes, ...(checked?.ok === false && { failure: checked.failure }) };
  }

  /** What a rule finds, given its text. */
  async run(text: string): Promise<Reply<RuleFindings>> {
    const rule = parseRule(text);
    if (!rule.ok) return rule;
    const checked = this.check(rule.value);
    if (!checked.ok) return checked;
    const asked = await this.askedTable(rule.value);
    if (!asked.ok) return asked;
    return this.findings(checked.value, asked.value);
  }

  private check(rule: Rule): Reply<CheckedRule> {
    const kind = EVIDENCE_KINDS.find(({ id }) => id === rule.of.text);
    const table = this.host.table(rule.of.text) ?? kind?.empty();
    if (table === undefined) {
      const names = ['flows', 'packets', ...EVIDENCE_KINDS.map(({ id }) => id)].join(', ');
      return badQuestion(`There is no table “${rule.of.text}”: rules look at ${names}.`, rule.of.offset);
    }
    return checkRule(rule, table, this.host.sources(), this.host.byteTests(table));
  }

  private async askedTable({ of: { text } }: Rule): Promise<Reply<Asked>> {
    const table = this.host.table(text);
    if (table !== undefined) return answered({ table });
    const kind = EVIDENCE_KINDS.find(({ id }) => id === text);
    return kind === undefined
      ? badQuestion(`There is no table “${text}”.`)
      : tryReading(this.evidence.find(kind, this.host.stamp()));
  }

  private async findings(
    { rule, columns, order: by }: CheckedRule,
    { table, reach }: Asked,
  ): Promise<Reply<RuleFindings>> {
    const { group, where, having } = rule;
    const question: Question = {
      table: table.description.id,
      filter: where.text,
      ...(group !== undefined && { group: group.map(({ text }) => text), having: having.text }),
      ...(by !== undefined && { sort: { column: by, descending: true } }),
    };
    const asked = await this.host.asked(question, table);
    if (!asked.ok) return failed(asked.failure);
    const sources = this.host.sources();
    const found = asked.value.order ?? allRows(asked.value.table.rows(sources).length);
    const writer = new FindingWriter(rule, columns, table, asked.value.table, sources);
    const findings = Array.from(found.subarray(0, MOST_FINDINGS), (row) => writer.finding(row));
    return answered({ name: rule.name, found: found.length, findings, ...(reach !== undefined && { reach }) });
  }
}
