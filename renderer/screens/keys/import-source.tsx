import { Button, Textarea } from '@mantine/core';
import { useState, type ClipboardEvent, type DragEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import { Notice } from '../../components/notice.tsx';
import { fileForImport } from './import-file.ts';
import styles from './keys.module.css';

type Source = Input<'keys.inspect'>['from'];

type Props = { isPending: boolean; onSource(from: Source): Promise<boolean> };

/** One place to paste, pick or drop. What was pasted is gone from the screen as soon as main has it. */
export function ImportSource({ isPending, onSource }: Props) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const look = async (typed: string) => {
    if (typed.trim() !== '' && (await onSource({ kind: 'text', text: typed }))) setText('');
  };
  // What is pasted never stands in the field: it goes to main at once.
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (text !== '' || pasted === '') return;
    event.preventDefault();
    void look(pasted);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (!file) return;
    const read = await fileForImport(file);
    setProblem(read.problem);
    if (read.from) await onSource(read.from);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className={styles.drop} data-over={over || undefined} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={(event) => void drop(event)}>
      <Textarea
        label="Paste a key"
        description="PEM, DER in base64, or JWK; PKCS#12 as a file. Encrypted ones too."
        placeholder="-----BEGIN PRIVATE KEY-----"
        rows={7}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        classNames={{ input: 'mono' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
      />
      <div className={styles.sources}>
        <Button variant={text.trim() === '' ? 'default' : 'filled'} loading={isPending} disabled={text.trim() === ''} onClick={() => void look(text)}>
          Look at it
        </Button>
        <Button variant={text.trim() === '' ? 'filled' : 'default'} disabled={isPending} onClick={() => void onSource({ kind: 'pick' })}>
          Choose a file
        </Button>
        <span className="dim">or drop one here</span>
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </div>
  );
}
