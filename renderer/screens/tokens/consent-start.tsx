import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConsentView, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { comesBackBy } from '../../../shared/redirect-uri.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { go } from '../../place.ts';
import { COMES_BACK } from '../connect/addresses.ts';
import { ConnectionSelect } from './connection-select.tsx';
import { noteConsent } from './note.ts';
import { WaitingStrip } from './waiting-strip.tsx';
import styles from './tokens.module.css';

type Props = {
  connections: readonly ConnectionSummary[];
  connection: ConnectionSummary;
  consents: readonly ConsentView[];
  /** The token that it shall renew. */
  renews: TokenSummary | undefined;
  onClose(): void;
};

function WayBack({ redirectUri, connectionId }: { redirectUri: string | undefined; connectionId: string }) {
  if (redirectUri === undefined)
    return (
      <Notice tone="warn">
        <div className={styles.ask}>
          <p>This connection has no redirect URI. Wise sends the browser there with its answer, and takes only the one that is registered for the application.</p>
          <Button size="xs" onClick={() => go({ screen: 'connections', connectionId, editing: 'redirect URI' })}>
            Enter it under Connections
          </Button>
        </div>
      </Notice>
    );
  return (
    <div className={forms.field}>
      <span>Redirect URI</span>
      <div className={styles.uri}>{redirectUri}</div>
      <span className="quiet">{COMES_BACK[comesBackBy(redirectUri)]}</span>
    </div>
  );
}

function waitFor(consent: ConsentView): void {
  noteConsent(consent);
  go({ screen: 'tokens', consenting: true, consentId: consent.id });
}

/** Begins a consent: over which connection, and how the answer will come back. */
export function ConsentStart({ connections, connection, consents, renews, onClose }: Props) {
  const [pickedId, setPickedId] = useState(renews?.connectionId ?? connection.id);
  const picked = connections.find((one) => one.id === pickedId) ?? connection;
  // The built-in sandbox has one, which is known once it was started; asking starts it.
  const canAsk = picked.redirectUri !== undefined || picked.environment === 'built-in';
  const [label, setLabel] = useState(renews?.label ?? '');
  const begin = useTell('consents.start');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canAsk || begin.isPending) return;
    begin.mutate({ connectionId: picked.id, label: label.trim(), ...(renews && { tokenId: renews.id }) }, { onSuccess: waitFor });
  };
  const foot = canAsk && (
    <>
      {begin.error && <ErrorBox error={begin.error} />}
      <Button type="submit" form="ask-consent" color={picked.environment === 'production' ? 'red' : 'cyan'} loading={begin.isPending}>
        Open Wise’s page
      </Button>
      <p className="quiet">It opens in your own browser. Portcullis never sees the person’s password; it gets a code, once, and changes it for the token.</p>
    </>
  );
  return (
    <Panel title={renews ? `Consent anew for “${renews.label}”` : 'Ask for consent'} label="Ask for consent" onClose={onClose} foot={foot}>
      <p>A person signs in on Wise’s page and lets this application act for one of their profiles. It gives a user token, which is then refreshed by itself.</p>
      <WaitingStrip consents={consents} />
      <form id="ask-consent" className={styles.form} onSubmit={submit}>
        <ConnectionSelect connections={connections} picked={picked} isDisabled={renews !== undefined} onPick={({ id }) => setPickedId(id)} />
        {canAsk && picked.redirectUri === undefined ? <p className="quiet">The built-in sandbox starts with it. The answer comes back by itself.</p> : <WayBack redirectUri={picked.redirectUri} connectionId={picked.id} />}
        {canAsk && <TextInput label="Label" description="Whose consent it is, such as the company’s name." maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />}
      </form>
    </Panel>
  );
}
