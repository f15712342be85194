import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { NamesFound } from '../../../core/model/names.ts';
import { showPacketsWhere, toggleNames } from '../../../state/actions/view.ts';
import { useNames } from '../../../state/names.ts';
import { useStore } from '../../../state/store.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Section } from '../../widgets/Section.tsx';
import { answerFailure } from '../../words/row-failure.ts';
import styles from '../../widgets/facts.module.css';

/** What DNS servers were asked for most, each name a press away from its packets, and how far names were looked for. */
export function NamesAsked(): ReactNode {
  const { found, failure } = useNames();
  const shown = useStore((state) => state.showNames);
  if (failure !== undefined) return <Section title="Names asked">{answerFailure(failure)}</Section>;
  if (found === undefined || (found.asked.total === 0 && found.names === 0)) return undefined;
  const { items, total } = found.asked;
  return (
    <Section
      title="Names asked"
      note={total > items.length ? `${formatCount(items.length)} of ${formatCount(total)}` : formatCount(total)}
    >
      {items.length > 0 && <AskedTable items={items} />}
      <p className={styles.words}>{reachWords(found)}</p>
      {found.names > 0 && (
        <Button look="link" onClick={toggleNames}>
          {shown ? 'Show addresses without names' : 'Show names beside addresses'}
        </Button>
      )}
    </Section>
  );
}

function AskedTable({ items }: { readonly items: NamesFound['asked']['items'] }): ReactNode {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={styles.number} title="Packets that ask DNS servers for it.">
              Questions
            </th>
            <th scope="col" className={styles.number} title="Different addresses that ask.">
              Clients
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ name, questions, clients }) => (
            <tr key={name}>
              <td className={styles.text}>
                <Button look="link" aria-label={`Show packets about ${name}`} onClick={() => showQuestions(name)}>
                  <Foreign>{name}</Foreign>
                </Button>
              </td>
              <td className={styles.number}>{formatCount(questions)}</td>
              <td className={styles.number}>{formatCount(clients)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Questions and answers: both have the name. */
function showQuestions(name: string): void {
  showPacketsWhere(`dns.query.name = ${JSON.stringify(name)}`);
}

function reachWords({ names, addresses, omitted, reach: { looked, of } }: NamesFound): string {
  const found =
    names === 0
      ? 'No address has a name here'
      : `${formatCountOf(names, 'name')} of ${addresses === 1 ? 'one address' : `${formatCount(addresses)} addresses`}`;
  const where = looked < of ? `${formatCount(looked)} of ${formatCount(of)} packets` : formatCountOf(of, 'packet');
  const more = omitted === 0 ? '' : ` ${formatCount(omitted)} further ones found no room.`;
  return `${found}, looked for in ${where} that may say names: DNS, mDNS, LLMNR, NetBIOS, DHCP and the beginnings of connections.${more}`;
}
