import { Button } from '@mantine/core';
import { useState, type DragEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { droppedFile } from '../../lib/dropped-file.ts';
import { PasteArea } from '../workbench/paste-area.tsx';
import styles from './webhooks.module.css';

type Source = Input<'wiseCa.import'>['from'];

/** Takes what Developer Hub gives as "Get Wise certificate": pasted, picked or dropped. */
export function CaImport({ connection, isReplacing }: { connection: ConnectionSummary; isReplacing: boolean }) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const take = useTell('wiseCa.import');
  const give = (from: Source) => take.mutate({ connectionId: connection.id, from }, { onSuccess: () => setText('') });
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (!file) return;
    const read = await droppedFile(file);
    setProblem(read.problem);
    if (read.from) give(read.from);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <Card title={isReplacing ? 'Put another in its place' : 'Bring it here'}>
      <div className={styles.form}>
        <p className="dim">In Developer Hub, under Authentication, choose “Get Wise certificate” for this environment and bring the whole file. It signs Wise’s senders of webhooks{isReplacing ? '; what is here now is replaced' : ''}.</p>
        <div className={styles.drop} data-over={over || undefined} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={(event) => void drop(event)}>
          <PasteArea label="Paste the certificates" placeholder="-----BEGIN CERTIFICATE-----" rows={6} maxLength={400_000} value={text} onChange={setText} />
          <div className={styles.sources}>
            <Button variant={text.trim() === '' ? 'default' : 'filled'} disabled={text.trim() === '' || take.isPending} onClick={() => give({ kind: 'text', text })}>
              Import pasted
            </Button>
            <Button ref={takeLostFocus} variant={text.trim() === '' && !isReplacing ? 'filled' : 'default'} loading={take.isPending} onClick={() => give({ kind: 'pick' })}>
              Choose a file
            </Button>
            <span className="dim">or drop one here</span>
          </div>
        </div>
        {problem && <Notice tone="bad">{problem}</Notice>}
        {take.error && take.error.code !== 'CANCELLED' && <ErrorBox error={take.error} />}
      </div>
    </Card>
  );
}
