import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { openAddresses } from '../../state/actions/capture.ts';
import { hashOpened } from '../../state/actions/identify.ts';
import { openLesson, useLessons } from '../../state/lessons.ts';
import { openedFiles } from '../../state/opened-files.ts';
import { useOpenedHashes } from '../../state/opened-hashes.ts';
import { useStore } from '../../state/store.ts';
import { DocsBlocks } from '../docs/DocsBlocks.tsx';
import { Banner } from '../widgets/Banner.tsx';
import { Button, IconButton } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import type { Lesson, LessonTrouble } from './lesson.ts';
import { parseLesson } from './parse-lesson.ts';
import { StepTask } from './StepTask.tsx';
import { usePlace } from './use-step.ts';
import styles from './Lessons.module.css';

/** A lesson beside the view: one step at a time. */
export function LessonPane(): ReactNode {
  const opened = useLessons((state) => state.opened);
  const parsed = useMemo(() => (opened === undefined ? undefined : parseLesson(opened.text)), [opened]);
  if (opened === undefined || parsed === undefined) return undefined;
  return (
    <aside className={styles.pane} aria-label="Lesson" data-screen-only>
      {parsed.ok ? (
        <Steps id={opened.id} lesson={parsed.lesson} />
      ) : (
        <Troubles id={opened.id} troubles={parsed.troubles} />
      )}
    </aside>
  );
}

function Close(): ReactNode {
  return <IconButton label="Close the lesson" icon={<X aria-hidden />} onClick={() => openLesson(undefined)} />;
}

function Troubles({ id, troubles }: { readonly id: string; readonly troubles: readonly LessonTrouble[] }): ReactNode {
  return (
    <>
      <header className={styles.head}>
        <h2>
          <Foreign>{id}</Foreign>
        </h2>
        <Close />
      </header>
      <div className={styles.body} tabIndex={0} role="region" aria-label="What is wrong">
        <Banner tone="danger" title="This lesson cannot be shown as it is written.">
          <ul>
            {troubles.map(({ line, sentence }, at) => (
              <li key={at}>
                Line {line}: <Foreign>{sentence}</Foreign>
              </li>
            ))}
          </ul>
        </Banner>
      </div>
    </>
  );
}

function Steps({ id, lesson }: { readonly id: string; readonly lesson: Lesson }): ReactNode {
  const place = usePlace(id, lesson);
  const { at, done, goTo, finish } = place;
  const step = lesson.steps[at];
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => void body.current?.scrollTo({ top: 0 }), [at]);
  if (step === undefined) return undefined;
  const last = lesson.steps.length - 1;
  return (
    <>
      <header className={styles.head}>
        <h2>
          <Foreign>{lesson.title}</Foreign>
        </h2>
        <Close />
      </header>
      <div ref={body} className={styles.body} tabIndex={0} role="region" aria-label={`Step ${at + 1}`}>
        <CaptureOf lesson={lesson} />
        {at === 0 && <DocsBlocks page="lesson" blocks={lesson.intro} />}
        <h3>
          <Foreign>{step.title}</Foreign>
        </h3>
        <DocsBlocks page="lesson" blocks={step.blocks} />
        <StepTask key={at} lesson={lesson} at={at} wasDone={done.includes(at)} onDone={() => finish(at)} />
      </div>
      <nav className={styles.foot} aria-label="Steps">
        <IconButton
          label="Step before"
          icon={<ArrowLeft aria-hidden />}
          disabled={at === 0}
          onClick={() => goTo(at - 1)}
        />
        <span>
          Step {at + 1} of {lesson.steps.length} · {done.length} done
        </span>
        {at < last ? (
          <Button
            look={done.includes(at) ? 'primary' : 'normal'}
            icon={<ArrowRight aria-hidden />}
            onClick={() => goTo(at + 1)}
          >
            Next step
          </Button>
        ) : (
          <span>{done.length > last ? 'The lesson is done.' : 'This is the last step.'}</span>
        )}
      </nav>
    </>
  );
}

/** Opens the capture of a lesson, or says that another one is open. */
function CaptureOf({ lesson: { capture, sha256 } }: { readonly lesson: Lesson }): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const { hashes } = useOpenedHashes();
  const ready = phase === 'ready';
  useEffect(() => {
    if (ready && sha256 !== '') void hashOpened();
  }, [ready, sha256]);
  const isOther =
    ready && (sha256 === '' ? !openedFiles().addresses.includes(capture) : hashes.length > 0 && hashes[0] !== sha256);
  if (phase === 'loading' || (capture === '' && sha256 === '') || (ready && !isOther)) return undefined;
  return (
    <Banner title={ready ? 'Another capture than that of the lesson is open.' : 'The lesson works on a capture.'}>
      {capture === '' ? (
        <p>Open the file that you were given for it.</p>
      ) : (
        <Button onClick={() => void openAddresses([capture], 'list')}>
          Open <Foreign>{capture}</Foreign>
        </Button>
      )}
    </Banner>
  );
}
