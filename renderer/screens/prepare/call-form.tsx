import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { HTTP_METHODS } from '../../../shared/model/approvals.ts';
import { bodyProblem, pathProblem, tidyBody } from './call-draft.ts';
import { PrepareForm, type FormProps } from './form.tsx';
import { usePrepare } from './use-prepare.ts';
import styles from './prepare.module.css';

type Method = (typeof HTTP_METHODS)[number];
const FIELDS = ['method', 'path', 'body', 'note'];

function BodyField({ body, error, onChange }: { body: string; error: string | undefined; onChange(body: string): void }) {
  const problem = bodyProblem(body);
  const isJson = body.trim() !== '' && !problem;
  return (
    <div className={styles.body}>
      <Textarea label="Body" description="JSON; leave it empty for none. It is sent as it stands here, to the byte." placeholder="{}" classNames={{ input: 'mono' }} rows={6} maxLength={100_000} spellCheck={false} autoComplete="off" value={body} error={problem ?? error} onChange={(event) => onChange(event.currentTarget.value)} />
      {isJson && (
        <Button className={styles.tidy ?? ''} size="compact-xs" variant="subtle" onClick={() => onChange(tidyBody(body))}>
          Tidy
        </Button>
      )}
    </div>
  );
}

/** Any call that Wise protects. */
export function CallForm({ connection }: FormProps) {
  const [method, setMethod] = useState<Method>('POST');
  const [path, setPath] = useState('');
  const [body, setBody] = useState('');
  const [note, setNote] = useState('');
  const { put, isPending, problemOf, errorBeside, reset } = usePrepare();
  const hasBody = method !== 'GET';
  const isReady = path.trim() !== '' && !pathProblem(path) && (!hasBody || !bodyProblem(body));
  const submit = () => put({ kind: 'call', connectionId: connection.id, method, path: path.trim(), ...(hasBody && body.trim() !== '' && { body }), ...(note.trim() !== '' && { note: note.trim() }) });
  const edit = (set: (value: string) => void) => (value: string) => {
    reset();
    set(value);
  };
  return (
    <PrepareForm isReady={isReady} isPending={isPending} error={errorBeside(FIELDS)} onSubmit={submit}>
      <div className={styles.call}>
        <NativeSelect label="Method" value={method} data={[...HTTP_METHODS]} error={problemOf('method')} onChange={(event) => setMethod(HTTP_METHODS.find((one) => one === event.currentTarget.value) ?? 'POST')} />
        <TextInput label="Path" placeholder="/v3/profiles/30120001/…" classNames={{ input: 'mono' }} maxLength={2000} spellCheck={false} autoComplete="off" value={path} error={pathProblem(path) ?? problemOf('path')} onChange={(event) => edit(setPath)(event.currentTarget.value)} />
      </div>
      {hasBody && <BodyField body={body} error={problemOf('body')} onChange={edit(setBody)} />}
      <TextInput label="Note" description="For whoever approves it: what it is for." maxLength={500} autoComplete="off" value={note} error={problemOf('note')} onChange={(event) => setNote(event.currentTarget.value)} />
    </PrepareForm>
  );
}
