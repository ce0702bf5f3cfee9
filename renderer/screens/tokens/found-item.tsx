import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FoundCredential, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { Pill } from '../../components/pill.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go } from '../../place.ts';
import { BECOMES, FOUND_NAMES, labelFor, mismatch } from './found.ts';
import { note } from './note.ts';
import styles from './tokens.module.css';

type Props = {
  importId: string;
  item: FoundCredential;
  /** What it is called in this vault, where it is there already. */
  knownName: string | undefined;
  connection: ConnectionSummary;
  /** The first that can be imported: the one thing to do. */
  isNext: boolean;
  onImported(plainCopies: readonly string[]): void;
};

function Imported({ token, connection }: { token: TokenSummary | undefined; connection: ConnectionSummary }) {
  return (
    <div className={styles.foundRow}>
      <span role="status">{token ? `It is in the vault as “${token.label}”.` : `They are those of ${connection.name} now.`}</span>
      <Button ref={takeLostFocus} size="xs" variant="default" onClick={() => go(token ? { screen: 'tokens', tokenId: token.id } : { screen: 'connections', connectionId: connection.id })}>
        {token ? 'See the token' : 'See the connection'}
      </Button>
    </div>
  );
}

/** One thing that was found: what it is, what it would become, and the button that takes it. */
export function FoundItem({ importId, item, knownName, connection, isNext, onImported }: Props) {
  const [label, setLabel] = useState(labelFor(item));
  const take = useTell('tokens.import');
  const { index, kind, name, tail, environment, says } = item;
  const warning = mismatch(item, connection);
  const isTaken = take.isSuccess;
  const imported = ({ token, plainCopies }: NonNullable<typeof take.data>) => {
    if (token) note(token);
    onImported(plainCopies);
  };
  return (
    <section className={styles.found} aria-label={`${FOUND_NAMES[kind]} ${name}`}>
      <div className={styles.foundHead}>
        <h3>{FOUND_NAMES[kind]}</h3>
        <span className="mono">…{tail}</span>
        {environment ? <EnvironmentName environment={environment} /> : <span className="dim">environment not known</span>}
        {knownName !== undefined && !isTaken && <Pill tone="plain">there already</Pill>}
      </div>
      <div className={styles.wrap}>
        Found as <strong>{name}</strong>. {says}
      </div>
      {isTaken && <Imported token={take.data.token} connection={connection} />}
      {!isTaken && knownName !== undefined && <div>It is in this vault already, as “{knownName}”.</div>}
      {!isTaken && knownName === undefined && (
        <>
          <div className="quiet">{BECOMES[kind]}</div>
          {warning && <Notice tone="warn">{warning}</Notice>}
          <div className={styles.foundRow}>
            {kind === 'client-credentials' ? <span /> : <TextInput size="xs" label="Label" maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />}
            <Button size="xs" variant={isNext && !warning ? 'filled' : 'default'} loading={take.isPending} aria-label={`Import ${name}`} onClick={() => take.mutate({ importId, index, connectionId: connection.id, label: label.trim() }, { onSuccess: imported })}>
              Import
            </Button>
          </div>
        </>
      )}
      {take.error && <ErrorBox error={take.error} />}
    </section>
  );
}
