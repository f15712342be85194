import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../../base/format.ts';
import { Button } from '../../../widgets/Button.tsx';
import { Dialog } from '../../../widgets/Dialog.tsx';
import { Banner } from '../../../widgets/Banner.tsx';
import { Foreign } from '../../../widgets/Foreign.tsx';
import { Spinner } from '../../../widgets/Progress.tsx';
import { readPackets, MOST_PACKETS, type PacketsToChoose } from './packets-to-choose.ts';
import { WrittenModel } from './FormDialog.tsx';
import { ConditionFields } from './StepFields.tsx';
import type { FormModel, FormStep } from './model.ts';
import { propose, type ChosenPacket } from './propose.ts';
import { moduleOf } from './write-builder.ts';
import styles from './Form.module.css';

interface FromPacketsDialogProps {
  readonly onNew: (code: string) => void;
  readonly onClose: () => void;
}

/** Packets of the open capture are chosen; a pattern that finds them again is proposed, and loosened field by field. */
export function FromPacketsDialog({ onNew, onClose }: FromPacketsDialogProps): ReactNode {
  const [found, setFound] = useState<PacketsToChoose>();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [loosened, setLoosened] = useState<FormModel>();
  useEffect(() => void readPackets().then(setFound), []);
  const packets = found?.packets ?? [];
  const toggle = (packet: number): void => {
    setLoosened(undefined);
    setChosen(
      chosen.includes(packet) ? chosen.filter((each) => each !== packet) : [...chosen, packet].sort((a, b) => a - b),
    );
  };
  const model = loosened ?? propose(packets.filter(({ packet }) => chosen.includes(packet)));
  return (
    <Dialog title="A pattern from packets" open onClose={onClose} size="wide">
      {found === undefined && <Spinner label="Reading the packets …" />}
      {found !== undefined && (
        <div className={styles.fields}>
          <p>
            {found.flow === undefined
              ? 'Packets as the Packets panel shows them.'
              : `Packets of flow ${found.flow}, which is selected.`}{' '}
            Choose those that belong to the pattern, in their order.{' '}
            {found.shown > packets.length &&
              `The first ${formatCount(MOST_PACKETS)} of ${formatCount(found.shown)} are listed: select a flow, or filter the packets, for others.`}
          </p>
          {found.failure !== undefined && <Banner tone="danger" title="The packets could not be read." />}
          <PacketChoice packets={packets} chosen={chosen} onToggle={toggle} />
          {chosen.length > 0 && <Loosening model={model} onChange={setLoosened} />}
        </div>
      )}
      {chosen.length > 0 && <WrittenModel model={model} action="Write it" onWrite={() => onNew(moduleOf(model))} />}
    </Dialog>
  );
}

interface PacketChoiceProps {
  readonly packets: readonly ChosenPacket[];
  readonly chosen: readonly number[];
  readonly onToggle: (packet: number) => void;
}

function PacketChoice({ packets, chosen, onToggle }: PacketChoiceProps): ReactNode {
  return (
    <div className={styles.packets} tabIndex={0} role="group" aria-label="Packets to choose from">
      <table>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Time, s</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {packets.map((each) => (
            <tr key={each.packet}>
              <td>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.includes(each.packet)}
                    onChange={() => onToggle(each.packet)}
                  />{' '}
                  {each.packet + 1}
                </label>
              </td>
              <td>{(each.timeNs / 1e9).toFixed(6)}</td>
              <td>{endOf(each.source, each.sourcePort)}</td>
              <td>{endOf(each.destination, each.destinationPort)}</td>
              <td>
                <Foreign>{each.info === '' ? each.protocol : each.info}</Foreign>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function endOf(address: string, port: number): string {
  if (port < 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

interface LooseningProps {
  readonly model: FormModel;
  readonly onChange: (model: FormModel) => void;
}

/** What is proposed: each field and each limit goes by a press. */
function Loosening({ model, onChange }: LooseningProps): ReactNode {
  const set = (at: number, step: FormStep): void =>
    onChange({ ...model, steps: model.steps.map((each, own) => (own === at ? step : each)) });
  return (
    <>
      <p>
        Proposed below. × loosens the pattern: the field may then be anything. What stays must be so. The form can
        change all of it later.
      </p>
      <ol className={styles.steps}>
        {model.steps.map((step, at) => (
          <li key={step.name} className={styles.step}>
            <fieldset>
              <legend>{step.name}</legend>
              <ConditionFields
                name={step.name}
                when={step.when}
                before={model.steps.slice(0, at)}
                onChange={(when) => set(at, { ...step, when })}
              />
              {step.within !== undefined && (
                <div className={styles.line}>
                  within {step.within} s
                  <Button look="link" onClick={() => set(at, withoutLimit(step))}>
                    Any time
                  </Button>
                </div>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
    </>
  );
}

function withoutLimit(step: FormStep): FormStep {
  const { within: _within, ...rest } = step;
  return rest;
}
