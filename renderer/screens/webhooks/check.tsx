import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState, type DragEvent, type FormEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { SigningEnvironment } from '../../../shared/model/webhooks.ts';
import type { WebhookVerdict } from '../../../shared/model/webhooks.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { Headline } from '../playground/headline.tsx';
import { PasteArea } from '../workbench/paste-area.tsx';
import { useOnce } from '../workbench/use-once.ts';
import { fileForBody, type BodyFile } from './body-file.ts';
import { checkTitle } from './check-title.ts';
import { DeliveryFacts, Findings } from './verdict.tsx';
import styles from './webhooks.module.css';

const LEAD = 'Its signature is checked with the keys Wise publishes. Nothing pasted here is kept: it is gone when you leave this tab or the vault locks.';
const MAX_HEADERS = 32_768;
const MAX_BODY = 150_000;

type CheckInput = Input<'webhooks.check'>;
/** Hosts of one’s own sign with no key that is known. */
const SIGNING: readonly SigningEnvironment[] = ['built-in', 'wise-sandbox', 'production'];

type Draft = { headers: string; text: string; file: BodyFile | undefined; environment: CheckInput['environment'] };

function Teaching() {
  return (
    <Card title="What is looked at">
      <ul className={styles.teaching}>
        <li>Wise signs the bytes of the body and nothing else: RSA with SHA-256, in the header X-Signature-SHA256, base64.</li>
        <li>So the raw bytes are wanted. A body that was pretty-printed, or parsed and written again, does not verify, though it says the same.</li>
        <li>The Wise sandbox and production sign with different keys. Both are tried, so that a mix-up is seen.</li>
        <li>A signature that holds says who sent it, not when: keep the delivery ids to tell a repeated one.</li>
      </ul>
    </Card>
  );
}

function Verdict({ verdict }: { verdict: WebhookVerdict }) {
  const headline = useRef<HTMLDivElement>(null);
  useEffect(() => headline.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <Headline ref={headline} tone={verdict.ok ? 'ok' : 'bad'} says={verdict.says} />
      <Findings findings={verdict.findings} />
      {verdict.facts.length > 0 && (
        <Card title="What it says of itself">
          <div className={styles.padded}>
            <DeliveryFacts facts={verdict.facts} />
          </div>
        </Card>
      )}
    </>
  );
}

function bodyOf({ text, file }: Draft): CheckInput['body'] {
  return file ? { kind: 'base64', base64: file.base64 } : { kind: 'text', text };
}

type BodyFieldProps = { draft: Draft; onChange(change: Partial<Draft>): void };

/** The raw body: pasted, or a file dropped on it. */
function BodyField({ draft, onChange }: BodyFieldProps) {
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const drop = async (event: DragEvent) => {
    const dropped = event.dataTransfer.files[0];
    setOver(false);
    if (!dropped) return;
    event.preventDefault();
    const read = await fileForBody(dropped);
    setProblem(read.problem);
    if (read.file) onChange({ file: read.file, text: '' });
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  if (draft.file)
    return (
      <div className={styles.file}>
        <span>
          <strong>{draft.file.name}</strong>, {draft.file.bytes.toLocaleString('en')} bytes, as they are
        </span>
        <Button size="compact-sm" variant="default" onClick={() => onChange({ file: undefined })}>
          Paste instead
        </Button>
      </div>
    );
  return (
    <div className={styles.drop} data-over={over || undefined} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={(event) => void drop(event)}>
      <PasteArea label="Raw body" description="The bytes as they arrived, before anything parsed them. A file dropped here is exact; a pasted text loses Windows line ends." placeholder={'{"data":{"resource":…'} rows={9} maxLength={MAX_BODY} value={draft.text} onChange={(text) => onChange({ text })} />
      {problem && <Notice tone="bad">{problem}</Notice>}
    </div>
  );
}

/** Says of a delivery whether Wise sent exactly these bytes, and if not, what most likely happened to it. */
export function Check({ connection }: { connection: ConnectionSummary }) {
  const [draft, setDraft] = useState<Draft>({ headers: '', text: '', file: undefined, environment: connection.environment === 'custom' ? 'wise-sandbox' : connection.environment });
  const { ask, clear, data, error } = useOnce('webhooks.check');
  const [isPending, setPending] = useState(false);
  const outcome = useRef<HTMLElement>(null);
  // A verdict about something else than what stands there would mislead.
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    clear();
  };
  const check = async (body: CheckInput['body']) => {
    setPending(true);
    await ask({ headers: draft.headers, body, environment: draft.environment });
    setPending(false);
    outcome.current?.scrollIntoView({ block: 'nearest' });
  };
  const isEmpty = draft.headers.trim() === '' || (draft.text === '' && !draft.file);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && !isPending) void check(bodyOf(draft));
  };
  const pickEnvironment = (picked: string) => {
    const environment = SIGNING.find((one) => one === picked);
    if (environment) change({ environment });
  };
  return (
    <Page title={checkTitle(data)} lead={LEAD} shape="cards">
      <div className={styles.bench}>
        <Card title="Delivery">
          <form className={styles.form} onSubmit={submit}>
            <PasteArea label="Headers" description="All of them in any form, or only the value of X-Signature-SHA256." placeholder="X-Signature-SHA256: …" rows={5} maxLength={MAX_HEADERS} value={draft.headers} onChange={(headers) => change({ headers })} />
            <BodyField draft={draft} onChange={change} />
            <NativeSelect label="Said to come from" value={draft.environment} data={SIGNING.map((one) => ({ value: one, label: ENVIRONMENT_LOOKS[one].name }))} onChange={(event) => pickEnvironment(event.currentTarget.value)} />
            <div className={styles.buttons}>
              <Button variant="default" disabled={draft.headers.trim() === '' || isPending} onClick={() => void check({ kind: 'pick' })}>
                Take the body from a file
              </Button>
              <Button type="submit" loading={isPending} disabled={isEmpty}>
                Check delivery
              </Button>
            </div>
          </form>
        </Card>
        <section className={styles.outcome} ref={outcome} aria-label="Result">
          {error && error.code !== 'CANCELLED' && <ErrorBox error={error} />}
          {data ? <Verdict verdict={data} /> : <Teaching />}
        </section>
      </div>
    </Page>
  );
}
