import { ArrowDownUp, ListFilter, MessagesSquare, X } from 'lucide-react';
import { formatCountOf, formatEndpoint } from '../../../base/format.ts';
import { DOUBTS } from '../../../core/model/doubts.ts';
import { FLOW_PAGE_COLUMNS } from '../../../core/model/flow-page-columns.ts';
import { nameWords } from '../../../core/model/name-words.ts';
import type { FlowDetail } from '../../../core/model/question.ts';
import type { FlowIndex } from '../../../core/model/units.ts';
import { drawFlow } from '../../../state/actions/ladder.ts';
import { followFlow } from '../../../state/actions/stream.ts';
import { selectFlow, showPacketsOfFlow } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useFlowDetail } from '../../../state/use-details.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { SequenceChart } from '../../charts/SequenceChart.tsx';
import { SavePackets } from '../../explorer/SavePackets.tsx';
import { NameNote } from '../../table/NamedAddress.tsx';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { NameList } from '../../widgets/NameList.tsx';
import { Banner } from '../../widgets/Banner.tsx';
import { ChartSection, TableTwin } from './ChartSection.tsx';
import { Features } from './Features.tsx';
import { FlowFiltersButton } from './FlowFilters.tsx';
import { FlowPackets } from './FlowPackets.tsx';
import { GapHistogramSection, GapSeriesSection } from './Timing.tsx';
import styles from './FlowDetailPane.module.css';

/** Everything about the selected flow. */
export function FlowDetailPane({ flow }: { readonly flow: FlowIndex }) {
  const { value, failure } = useFlowDetail(flow);
  return (
    <aside aria-label={`Flow ${flow}`} className={styles.pane}>
      <header className={styles.header}>
        <h2 className={styles.title}>
          Flow {flow} {value !== undefined && value.flow === flow && <Ends detail={value} />}
        </h2>
        <Button icon={<ListFilter aria-hidden />} onClick={() => showPacketsOfFlow(flow)}>
          Show packets
        </Button>
        <Button icon={<MessagesSquare aria-hidden />} onClick={() => followFlow(flow)}>
          Follow stream
        </Button>
        <Button icon={<ArrowDownUp aria-hidden />} onClick={() => drawFlow(flow)}>
          Ladder
        </Button>
        <FlowFiltersButton flow={flow} />
        <SavePackets what={`flow-${flow}`} question={{ table: 'packets', filter: '', flow }} />
        <IconButton label="Close the detail" icon={<X aria-hidden />} onClick={() => selectFlow(undefined)} />
      </header>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {value !== undefined && <Doubts bits={value.doubts ?? 0} />}
      {value !== undefined && <NameNotes detail={value} />}
      {value !== undefined && <Sections detail={value} />}
    </aside>
  );
}

/** What speaks against the flow, one sentence each. */
function Doubts({ bits }: { readonly bits: number }) {
  const told = DOUBTS.filter(({ doubt }) => (bits & doubt) !== 0);
  if (told.length === 0) return undefined;
  return (
    <Banner tone="warning" title="This flow may not be what it was read as.">
      {told.map(({ doubt, sentence }) => (
        <p key={doubt}>{sentence}</p>
      ))}
    </Banner>
  );
}

function cellOf({ columns, cells }: FlowDetail, id: string): string {
  return cells[columns.findIndex((column) => column.id === id)]?.toString() ?? '';
}

const PAGE_IDS = new Set(FLOW_PAGE_COLUMNS.map(({ id }) => id));

/** Columns and cells without those that the page adds: they say nothing that another does not. */
function featureCells({ columns, cells }: FlowDetail): Pick<FlowDetail, 'columns' | 'cells'> {
  const isFeature = (_: unknown, at: number): boolean => !PAGE_IDS.has(columns[at]?.id ?? '');
  return { columns: columns.filter(isFeature), cells: cells.filter(isFeature) };
}

function Ends({ detail }: { readonly detail: FlowDetail }) {
  const protocol = cellOf(detail, 'protocol_name');
  const packets = Number(cellOf(detail, 'bidirectional_packets'));
  return (
    <span className={styles.ends}>
      <span className="mono">{endpoint(cellOf(detail, 'src_ip'), cellOf(detail, 'src_port'))}</span>
      <NamesOf detail={detail} end={0} /> →{' '}
      <span className="mono">{endpoint(cellOf(detail, 'dst_ip'), cellOf(detail, 'dst_port'))}</span>
      <NamesOf detail={detail} end={1} />
      {` · ${protocol === '' ? `IP protocol ${cellOf(detail, 'protocol')}` : protocol} · ${formatCountOf(packets, 'packet')}`}
    </span>
  );
}

/** The names that the capture has for an end, in brackets: what packets say, then what its name records say. */
function NamesOf({ detail, end }: { readonly detail: FlowDetail; readonly end: 0 | 1 }) {
  const shown = useStore((state) => state.showNames);
  const address = cellOf(detail, end === 0 ? 'src_ip' : 'dst_ip');
  const ofFile = detail.names.find((one) => one.address === address)?.names ?? [];
  const told = detail.endNames[end];
  const name = told === undefined || told.source === 'file' || !shown ? undefined : told;
  if (name === undefined && ofFile.length === 0) return undefined;
  return (
    <span title={name && nameWords(name)}>
      {' '}
      (<NameList names={name === undefined ? ofFile : [name.name, ...ofFile.filter((one) => one !== name.name)]} />)
    </span>
  );
}

/** Where the names of the ends are from, and how far they may be believed. */
function NameNotes({ detail: { endNames } }: { readonly detail: FlowDetail }) {
  const shown = useStore((state) => state.showNames);
  const told = endNames.filter((one) => one !== undefined && one.source !== 'file');
  if (!shown || told.length === 0) return undefined;
  return <ul className={styles.names}>{told.map((one, at) => one && <NameNote key={at} told={one} />)}</ul>;
}

/** Port 0 is that of protocols without ports. */
function endpoint(address: string, port: string): string {
  return formatEndpoint(address, Number(port) || -1);
}

function Sections({ detail }: { readonly detail: FlowDetail }) {
  const { shape } = detail;
  const clock = useStore((state) => state.parameters.timeResolution);
  return (
    <div className={styles.sections}>
      <GapHistogramSection detail={detail} />
      <GapSeriesSection detail={detail} />
      <ChartSection title="First packets (SPLT)">
        <SequenceChart shape={shape} clock={clock} />
        <TableTwin
          columns={['Packet', 'Way', 'Size, B', 'Gap, ms']}
          rows={shape.direction.map((side, at) => [
            (at + 1).toString(),
            side === 0 ? 'out' : 'back',
            String(shape.size[at]),
            String(shape.gapMs[at]),
          ])}
        />
      </ChartSection>
      <ChartSection title="Packets" wide>
        <FlowPackets flow={detail.flow} />
      </ChartSection>
      <ChartSection title="Features" wide>
        <Features flow={detail.flow} {...featureCells(detail)} />
      </ChartSection>
    </div>
  );
}
