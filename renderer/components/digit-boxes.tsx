import { useEffect, useRef, useState, type ReactNode } from 'react';
import { applyInput, DigitEntry } from '../lib/digit-entry.ts';
import styles from './digit-boxes.module.css';

type Props = {
  /** What a screen reader calls it. */
  label: string;
  length: number;
  /** `nothing`: only how many there are, for what nobody may read. */
  shows: 'digits' | 'nothing';
  describedBy?: string | undefined;
  isBad?: boolean;
  isPending: boolean;
  /** Takes the focus when it appears, unless something elsewhere has it. */
  takesFocus?: boolean;
  /** Every digit is there. The array is wiped when the promise settles, and the field is empty again. */
  onWhole(digits: number[]): Promise<unknown>;
};

const BULLET = '•';

/** Nothing has the focus, or something in the same part of the page: then it may be moved on. */
function mayTakeFocus(node: HTMLElement): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || node.closest('[data-moves-focus]')?.contains(active) === true;
}

/** The entry behind the input. What is typed never becomes the input's value: that holds bullets. */
function useEntry(length: number, isPending: boolean, onWhole: Props['onWhole']) {
  const input = useRef<HTMLInputElement>(null);
  const [entry] = useState(() => new DigitEntry(length));
  const [count, setCount] = useState(0);
  const latest = useRef({ isPending, onWhole });
  useEffect(() => {
    latest.current = { isPending, onWhole };
  });
  useEffect(() => {
    const node = input.current!;
    const show = () => {
      node.value = BULLET.repeat(entry.count);
      node.setSelectionRange(entry.count, entry.count);
      setCount(entry.count);
    };
    const finish = async () => {
      const digits = entry.copy();
      try {
        await latest.current.onWhole(digits);
      } finally {
        digits.fill(0);
        entry.wipe();
        if (node.isConnected) show();
      }
    };
    const take = (inputType: string, data: string | null, isRange: boolean) => {
      if (latest.current.isPending || entry.isWhole) return show();
      applyInput(entry, inputType, data, isRange);
      show();
      if (entry.isWhole) void finish().catch(() => undefined);
    };
    const beforeInput = (event: InputEvent) => {
      event.preventDefault();
      take(event.inputType, event.data, node.selectionStart !== node.selectionEnd);
    };
    // What could not be held up before, as by an input method: it is taken out of the field in the same turn.
    const changed = () => {
      const { value } = node;
      if (value !== BULLET.repeat(entry.count)) take('insertText', value.replaceAll(BULLET, ''), !value.includes(BULLET));
    };
    node.addEventListener('beforeinput', beforeInput);
    node.addEventListener('input', changed);
    return () => {
      node.removeEventListener('beforeinput', beforeInput);
      node.removeEventListener('input', changed);
      entry.wipe();
      node.value = '';
    };
  }, [entry]);
  return { input, entry, count };
}

function contentOf(entry: DigitEntry, index: number, shows: Props['shows']): ReactNode {
  if (index >= entry.count) return null;
  return shows === 'digits' ? entry.copy()[index] : BULLET;
}

/** Boxes for a few digits, over which one input lies. It is sent by itself when the last digit is there. */
export function DigitBoxes({ label, length, shows, describedBy, isBad = false, isPending, takesFocus = true, onWhole }: Props) {
  const { input, entry, count } = useEntry(length, isPending, onWhole);
  useEffect(() => {
    if (takesFocus && mayTakeFocus(input.current!)) input.current!.focus();
  }, [takesFocus, input]);
  return (
    <span className={styles.field} data-pending={isPending || undefined} data-bad={isBad || undefined}>
      <input
        ref={input}
        className={styles.input}
        type={shows === 'nothing' ? 'password' : 'text'}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isBad}
        aria-busy={isPending}
        data-1p-ignore
        data-lpignore="true"
      />
      {Array.from({ length }, (_, index) => (
        <span key={index} className={styles.box} aria-hidden data-next={index === Math.min(count, length - 1) || undefined}>
          {contentOf(entry, index, shows)}
        </span>
      ))}
    </span>
  );
}
