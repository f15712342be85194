import type { ReactNode } from 'react';
import { HOST_KEY, PAIR_KEY } from '../../../core/model/groups.ts';
import { showPanel } from '../../../state/actions/view.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { TopGroups } from '../../groups/TopGroups.tsx';
import { FailedConnections } from './FailedConnections.tsx';
import styles from './OverviewPanel.module.css';
import { Button } from '../../widgets/Button.tsx';
import { TagChips } from './TagChips.tsx';

const HOST = [HOST_KEY] as const;
const PAIR = [PAIR_KEY] as const;
const SERVICE = ['service'] as const;
const APPLICATION = ['application'] as const;
const SERVER = ['requested_server_name'] as const;
/** Flows that say a name. */
const NAMED = 'requested_server_name != ""';
const CONNECTION = ['connection'] as const;
const PROTOCOL = ['protocol'] as const;

/** What the traffic is, who talks to whom, and what became of it. Without flows the packets alone tell. */
export function Traffic({ flows }: { readonly flows: number }): ReactNode {
  const isTold = useTableDescription('flows').columns.some(({ id }) => id === 'application');
  if (flows === 0) return <PacketTraffic />;
  return (
    <div className={styles.traffic}>
      <div className={styles.wide}>
        <TagChips />
      </div>
      {isTold ? (
        <TopGroups
          title="Applications"
          nouns="applications"
          table="flows"
          by={APPLICATION}
          measures={SERVICE_MEASURES}
        />
      ) : (
        <TopGroups title="Services" nouns="services" table="flows" by={SERVICE} measures={SERVICE_MEASURES} />
      )}
      <TopGroups title="Connections" nouns="states" table="flows" by={CONNECTION} measures={COUNT_FIRST}>
        <FailedConnections />
      </TopGroups>
      <TopGroups title="Hosts" nouns="hosts" table="flows" by={HOST} measures={HOST_MEASURES}>
        <p>
          <Button look="link" onClick={() => showPanel('hosts')}>
            Hosts with names, services and tags
          </Button>
        </p>
      </TopGroups>
      {isTold && (
        <TopGroups
          title="Servers by name"
          nouns="names"
          table="flows"
          filter={NAMED}
          by={SERVER}
          measures={SERVICE_MEASURES}
        />
      )}
      <TopGroups title="Protocols" nouns="protocols" table="packets" by={PROTOCOL} measures={COUNT_FIRST} />
      <div className={styles.wide}>
        <TopGroups title="Conversations" nouns="conversations" table="flows" by={PAIR} measures={PAIR_MEASURES} />
      </div>
    </div>
  );
}

const SERVICE_MEASURES = ['bytes', 'count', 'packets'] as const;
const HOST_MEASURES = ['bytes', 'peers', 'ports', 'failed'] as const;
const PAIR_MEASURES = ['bytes', 'sent', 'received', 'count', 'failed'] as const;
const COUNT_FIRST = ['count', 'bytes'] as const;

function PacketTraffic(): ReactNode {
  return (
    <div className={styles.traffic}>
      <TopGroups title="Protocols" nouns="protocols" table="packets" by={PROTOCOL} measures={COUNT_FIRST} />
      <TopGroups title="Addresses" nouns="addresses" table="packets" by={HOST} measures={PACKET_MEASURES} />
      <div className={styles.wide}>
        <TopGroups title="Conversations" nouns="conversations" table="packets" by={PAIR} measures={COUNT_FIRST} />
      </div>
    </div>
  );
}

const PACKET_MEASURES = ['count', 'bytes', 'peers'] as const;
