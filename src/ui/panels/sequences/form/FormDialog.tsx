import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Banner } from '../../../widgets/Banner.tsx';
import { Button } from '../../../widgets/Button.tsx';
import { Dialog } from '../../../widgets/Dialog.tsx';
import { Foreign } from '../../../widgets/Foreign.tsx';
import { EMPTY_MODEL, type FormModel } from './model.ts';
import { ModelFields } from './ModelFields.tsx';
import { readBuilder, type ReadDefinition } from './read-builder.ts';
import { definitionOf, moduleOf } from './write-builder.ts';
import styles from './Form.module.css';

interface FormDialogProps {
  /** The text in the editor, whose sequences can be changed. */
  readonly code: string;
  readonly onWrite: (code: string) => void;
  /** Takes a module of its own. */
  readonly onNew: (code: string) => void;
  readonly onClose: () => void;
}

/** Key, steps, limits and absences of a sequence, without code: writes the builder's text, and reads it back. */
export function FormDialog({ code, onWrite, onNew, onClose }: FormDialogProps): ReactNode {
  const definitions = useMemo(() => readBuilder(code), [code]);
  const [chosen, setChosen] = useState<ReadDefinition | undefined>(definitions[0]);
  const [model, setModel] = useState<FormModel>(chosen?.model ?? EMPTY_MODEL);
  const choose = (definition: ReadDefinition | undefined): void => {
    setChosen(definition);
    setModel(definition?.model ?? EMPTY_MODEL);
  };
  const write = (): void => {
    if (chosen === undefined) onNew(moduleOf(model));
    else onWrite(code.slice(0, chosen.from) + definitionOf(model) + code.slice(chosen.to));
    onClose();
  };
  return (
    <Dialog title="A sequence by form" open onClose={onClose} size="wide">
      <div className={styles.fields}>
        <label className={styles.line}>
          <span>Sequence</span>
          <select
            value={chosen === undefined ? -1 : definitions.indexOf(chosen)}
            onChange={({ target }) => choose(definitions[Number(target.value)])}
          >
            {definitions.map((definition, at) => (
              <option key={definition.from} value={at}>
                {definition.model.title} (in the editor)
              </option>
            ))}
            <option value={-1}>A new one, in a document of its own</option>
          </select>
        </label>
        {code.trim() !== '' && definitions.length === 0 && (
          <p className={styles.dim}>
            The text in the editor has no sequence of the builder that the form could show: classes, windows and
            sequences made by functions of your own are written as code.
          </p>
        )}
        {chosen !== undefined && chosen.notes.length > 0 && (
          <Banner tone="warning" title="The form does not show everything.">
            <ul>
              {chosen.notes.map((note) => (
                <li key={note}>
                  <Foreign>{note}</Foreign>
                </li>
              ))}
            </ul>
          </Banner>
        )}
      </div>
      <ModelFields model={model} onChange={setModel} />
      <WrittenModel model={model} action={chosen === undefined ? 'Write it' : 'Write it back'} onWrite={write} />
    </Dialog>
  );
}

interface WrittenModelProps {
  readonly model: FormModel;
  readonly action: string;
  readonly onWrite: () => void;
}

/** The text that a model stands for, and the button that writes it. */
export function WrittenModel({ model, action, onWrite }: WrittenModelProps): ReactNode {
  const hasSteps = model.steps.some(({ kind }) => kind !== 'without');
  return (
    <div className={styles.written}>
      <pre className={styles.definition} tabIndex={0} role="group" aria-label="The text of it">
        {definitionOf(model)}
      </pre>
      <Button look="primary" disabled={!hasSteps} onClick={onWrite}>
        {action}
      </Button>
    </div>
  );
}
