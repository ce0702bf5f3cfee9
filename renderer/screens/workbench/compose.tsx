import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import type { ConnectionSummary, KeySummary, Run } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { BlockView } from '../../components/block-view.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { RunView } from '../../components/run-view.tsx';
import { Headline } from '../playground/headline.tsx';
import { offeredKeys } from '../playground/key-choice.ts';
import { asInput, FIRST_DRAFT, missing, payloadHint, type Draft, type To } from './compose-input.ts';
import { KeySelect } from './key-select.tsx';
import { PasteArea } from './paste-area.tsx';
import { composeTitle } from './titles.ts';
import { useOnce } from './use-once.ts';
import styles from './workbench.module.css';

const RECIPIENTS: readonly { value: To; label: string }[] = [
  { value: 'none', label: 'Nobody, leave it readable' },
  { value: 'wise', label: 'Wise, over this connection' },
  { value: 'public-key', label: 'A public key that I paste' },
];

type FieldsProps = { draft: Draft; keys: readonly KeySummary[]; onChange(change: Partial<Draft>): void };

function Recipient({ draft, keys, onChange }: FieldsProps) {
  const pick = (picked: string) => {
    const to = RECIPIENTS.find((one) => one.value === picked)?.value;
    if (to) onChange({ to });
  };
  return (
    <>
      <NativeSelect label="Encrypt to" value={draft.to} data={[...RECIPIENTS]} onChange={(event) => pick(event.currentTarget.value)} />
      {draft.to === 'public-key' && <PasteArea label="Public key" description="RSA, as PEM, JWK or base64 DER." rows={4} maxLength={20_000} value={draft.publicKey} onChange={(publicKey) => onChange({ publicKey })} />}
      {draft.to !== 'none' && <KeySelect label="Answer to" description="Named as kid, so that the answer can be encrypted to it." none="No key named" keys={offeredKeys(keys, 'encryption')} value={draft.answerKeyId} onChange={(answerKeyId) => onChange({ answerKeyId })} />}
    </>
  );
}

function Made({ token, run, onOpen }: { token: string | undefined; run: Run; onOpen(token: string): void }) {
  return (
    <>
      <Headline tone={run.ok ? 'ok' : 'bad'} says={run.says} />
      {token && (
        <Card
          title="Token"
          aside={
            <Button size="compact-sm" variant="default" onClick={() => onOpen(token)}>
              Open it here
            </Button>
          }
        >
          <div className={styles.token}>
            <BlockView block={{ label: `Compact, ${token.length.toLocaleString('en')} characters`, kind: 'compact', text: token }} />
          </div>
        </Card>
      )}
      <RunView run={run} />
    </>
  );
}

function Teaching() {
  return (
    <Card title="What it does">
      <ul className={styles.teaching}>
        <li>Signs: the header names your key and the path, as Wise wants it for a call to that path.</li>
        <li>Encrypts: to Wise’s key of this connection, or to any RSA key you paste.</li>
        <li>With both, it signs first and encrypts the signed token. Nothing is sent.</li>
      </ul>
    </Card>
  );
}

type Props = { connection: ConnectionSummary; onTitle(title: string): void; onOpen(token: string): void };

/** Puts a message together: signed, encrypted, or both, for any path. */
export function Compose({ connection, onTitle, onOpen }: Props) {
  const keys = useAsk('keys.list', {}).data ?? [];
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const { ask, clear, data, error } = useOnce('workbench.compose');
  const title = composeTitle(data?.run);
  useEffect(() => onTitle(title), [title, onTitle]);
  // A token of before would not be what stands on the form.
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next });
    clear();
  };
  const why = missing(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!why) void ask(asInput(draft, connection.id));
  };
  return (
    <div className={styles.bench}>
      <Card title="Payload and keys">
        <form className={styles.form} onSubmit={submit}>
          <div>
            <PasteArea label="Payload" rows={5} value={draft.payload} onChange={(payload) => change({ payload })} />
            <div className={styles.below} role="status">
              {payloadHint(draft.payload)}
            </div>
          </div>
          <KeySelect label="Sign with" none="No key, do not sign" keys={offeredKeys(keys, 'signing')} value={draft.signingKeyId} onChange={(signingKeyId) => change({ signingKeyId })} />
          {draft.signingKeyId !== '' && <TextInput label="Path of the call" description="Goes into the signed header; Wise refuses one that does not match." value={draft.path} maxLength={2000} spellCheck={false} onChange={(event) => change({ path: event.currentTarget.value })} />}
          <Recipient draft={draft} keys={keys} onChange={change} />
          <div className={styles.buttons}>
            {why && <span className={styles.why}>{why}</span>}
            <Button type="submit" disabled={why !== undefined}>
              Make token
            </Button>
          </div>
        </form>
      </Card>
      <section className={styles.outcome} aria-label="Result">
        {error && <ErrorBox error={error} />}
        {data ? <Made token={data.token} run={data.run} onOpen={onOpen} /> : !error && <Teaching />}
      </section>
    </div>
  );
}
