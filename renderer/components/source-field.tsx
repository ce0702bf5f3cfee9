import { Button, Textarea } from '@mantine/core';
import { useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react';
import type { Input } from '../../shared/ipc/contract.ts';
import { Notice } from './notice.tsx';
import { droppedFile } from '../lib/dropped-file.ts';
import { takeLostFocus } from '../lib/take-lost-focus.ts';
import styles from './source-field.module.css';

/** Something pasted, dropped, or to be picked in the file dialog of main. */
export type Source = Input<'certificates.install'>['from'];

type Props = {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  rows?: number;
  /** Takes several files at a time; otherwise the first one. */
  isMany?: boolean;
  /** Something else on the screen is the thing to do. */
  isQuiet?: boolean;
  isPending: boolean;
  /** Answers whether it was taken, so that the field can be emptied. */
  onSource(from: Source): Promise<boolean>;
};

type Dropped = { sources: Source[]; problem?: string };

async function readDropped(files: readonly File[]): Promise<Dropped> {
  const dropped: Dropped = { sources: [] };
  for (const file of files) {
    const read = await droppedFile(file);
    if (read.from) dropped.sources.push(read.from);
    if (read.problem) dropped.problem = read.problem;
  }
  return dropped;
}

/** One place to paste, pick or drop one or several. What was pasted goes to main at once and never stands in the field. */
export function SourceField({ label, description, placeholder = '-----BEGIN CERTIFICATE-----', rows = 5, isMany = false, isQuiet = false, isPending, onSource }: Props) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isEmpty = text.trim() === '';
  const look = async (typed: string) => {
    if (typed.trim() !== '' && (await onSource({ kind: 'text', text: typed }))) setText('');
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (text !== '' || pasted === '') return;
    event.preventDefault();
    void look(pasted);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { sources, problem: found } = await readDropped([...event.dataTransfer.files].slice(0, isMany ? undefined : 1));
    setProblem(found);
    for (const source of sources) await onSource(source);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className={styles.drop} data-over={over || undefined} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={(event) => void drop(event)}>
      <Textarea label={label} description={description} placeholder={placeholder} rows={rows} spellCheck={false} autoComplete="off" classNames={{ input: 'mono' }} value={text} onChange={(event) => setText(event.currentTarget.value)} onPaste={paste} data-autofocus={isQuiet ? undefined : true} />
      <div className={styles.sources}>
        <Button variant={isEmpty ? 'default' : 'filled'} loading={isPending} disabled={isEmpty} onClick={() => void look(text)}>
          Look at it
        </Button>
        <Button ref={takeLostFocus} variant={isEmpty && !isQuiet ? 'filled' : 'default'} disabled={isPending} onClick={() => void onSource({ kind: 'pick' })}>
          Choose a file
        </Button>
        <span className="dim">or drop it here</span>
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </div>
  );
}
