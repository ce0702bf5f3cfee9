import type { Icon } from '@tabler/icons-react';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { Pill, type Tone } from '../../components/pill.tsx';
import { KIND_WORDS, type Kind } from './title.ts';
import styles from './factors.module.css';

type State = { says: string; tone: Tone };
export const STATES: Readonly<Record<'enrolled' | 'not enrolled' | 'unknown', State>> = {
  enrolled: { says: 'enrolled', tone: 'ok' },
  'not enrolled': { says: 'not enrolled', tone: 'plain' },
  unknown: { says: 'not known', tone: 'plain' },
};

type Props = {
  icon: Icon;
  name: string;
  kind: Kind;
  state: State;
  /** What it is, in a sentence or two. */
  what: ReactNode;
  /** How sure that is. */
  note?: ReactNode;
  /** Buttons; none while something stands open. */
  acts?: ReactNode;
  /** What was done here last. */
  said?: string | undefined;
  /** Something stands open: Escape closes it. */
  onEscape?: (() => void) | undefined;
  children?: ReactNode;
};

/** One kind of factor: what it is, where it stands, what to do. Forms open under it. */
export function FactorRow({ icon: Icon, name, kind, state, what, note, acts, said, onEscape, children }: Props) {
  const id = useId();
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !onEscape) return;
    event.stopPropagation();
    onEscape();
  };
  return (
    <section className={styles.row} aria-labelledby={id} data-moves-focus onKeyDown={escape}>
      <Icon className={styles.icon} size={20} stroke={1.75} aria-hidden />
      <div className={styles.head}>
        <h2 id={id}>{name}</h2>
        <span className={styles.kind}>{KIND_WORDS[kind]}</span>
        <Pill tone={state.tone}>{state.says}</Pill>
        <span role="status" className={styles.said}>
          {said}
        </span>
      </div>
      <div className={styles.words}>
        <p>{what}</p>
        {note && <p className="quiet">{note}</p>}
      </div>
      {acts && <div className={styles.acts}>{acts}</div>}
      {children && <div className={styles.open}>{children}</div>}
    </section>
  );
}
