import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { comesBackBy } from '../../../shared/redirect-uri.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { HostFields, RedirectField } from '../connect/address-fields.tsx';
import { COMES_BACK, hostsProblem, redirectProblem, typedHosts, type Hosts } from '../connect/addresses.ts';
import { checkSoon } from '../frame/use-check.ts';
import { EditForm, EditInPlace } from '../../components/edit-in-place.tsx';
import styles from './connections.module.css';

type Props = { connection: ConnectionSummary; onDone(): void };

function RedirectForm({ connection, onDone }: Props) {
  const [redirectUri, setRedirectUri] = useState(connection.redirectUri ?? '');
  const change = useTell('connections.change');
  const save = () => change.mutate({ connectionId: connection.id, redirectUri: redirectUri.trim() || null }, { onSuccess: onDone });
  return (
    <EditForm isReady={redirectProblem(redirectUri) === undefined} isRed={connection.environment === 'production'} isPending={change.isPending} error={change.error} onSave={save} onCancel={onDone}>
      <RedirectField value={redirectUri} onChange={setRedirectUri} takesFocus isNamed />
    </EditForm>
  );
}

function HostsForm({ connection, onDone }: Props) {
  const { apiUrl = '', mtlsUrl = '', consentUrl = '', fourEyes = false } = connection;
  const [hosts, setHosts] = useState<Hosts>({ apiUrl, mtlsUrl, consentUrl });
  const [passphrase, setPassphrase] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const change = useSecretTell('connections.change');
  const typed = typedHosts(hosts);
  const isReady = hostsProblem(hosts, true) === undefined && passphrase !== '' && (!fourEyes || isSecondGiven(second));
  const save = async () => {
    if (!typed) return;
    const changed = await change.tell({ connectionId: connection.id, hosts: typed, passphrase, ...(fourEyes && { second }) });
    if (!changed) return;
    checkSoon(connection.id);
    onDone();
  };
  return (
    <div className={styles.wide}>
      <EditForm action="Save hosts" isReady={isReady} isRed={connection.environment === 'production'} isPending={change.isPending} error={change.error} onSave={() => void save()} onCancel={onDone}>
        <HostFields value={hosts} onChange={setHosts} takesFocus />
        <PassphraseField label="Passphrase of the vault" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
        {fourEyes && <p>The connection is under four eyes: another person has to agree.</p>}
        {fourEyes && <SecondPerson value={second} onChange={setSecond} />}
        <p className="quiet">The client id and secret, tokens and the client certificate are sent to these hosts, and to no others.</p>
      </EditForm>
    </div>
  );
}

/** Drops hosts of one's own where the environment has usual ones. Under four eyes they are typed, in the form that asks for the second person. */
function BackToUsual({ connection }: { connection: ConnectionSummary }) {
  const change = useTell('connections.change');
  if (!connection.hasOwnHosts || connection.environment === 'custom' || connection.fourEyes) return null;
  return (
    <>
      <Button size="compact-xs" variant="subtle" loading={change.isPending} onClick={() => change.mutate({ connectionId: connection.id, hosts: null }, { onSuccess: () => checkSoon(connection.id) })}>
        Back to the usual ones
      </Button>
      {change.error && <ErrorBox error={change.error} />}
    </>
  );
}

function Address({ url }: { url: string | undefined }) {
  return url === undefined ? (
    <span className="dim">known once it has been started</span>
  ) : (
    <span className="mono">{url}</span>
  );
}

function Redirect({ connection }: { connection: ConnectionSummary }) {
  return connection.redirectUri === undefined ? <span className="dim">none: consents need one</span> : <Address url={connection.redirectUri} />;
}

/** What the redirect URI means here. */
function redirectSays({ redirectUri, environment }: ConnectionSummary): string | undefined {
  if (redirectUri === undefined) return undefined;
  const says = COMES_BACK[comesBackBy(redirectUri)];
  return environment === 'built-in' ? says : `${says} It must equal the one registered with Wise, character by character.`;
}

/** Where it leads, and where the consent page sends people back to. */
export function Addresses({ connection, isEditing }: { connection: ConnectionSummary; isEditing: boolean }) {
  const [isChanging, setChanging] = useState(false);
  const isOurs = connection.environment === 'built-in';
  const redirect = <Redirect connection={connection} />;
  const note = redirectSays(connection);
  return (
    <section className={styles.section} aria-label="Addresses">
      <div className={styles.head}>
        <h2>Addresses</h2>
        {!isOurs && !isChanging && (
          <span className={styles.buttons}>
            <BackToUsual connection={connection} />
            <Button ref={takeLostFocus} size="compact-xs" variant="subtle" onClick={() => setChanging(true)}>
              Change hosts
            </Button>
          </span>
        )}
      </div>
      {isChanging ? (
        <HostsForm connection={connection} onDone={() => setChanging(false)} />
      ) : (
        <Facts
          facts={[
            { label: 'API', value: <Address url={connection.apiUrl} /> },
            { label: 'API over mTLS', value: <Address url={connection.mtlsUrl} /> },
            { label: 'Consent page', value: <Address url={connection.consentUrl} /> },
            {
              label: 'Redirect URI',
              value: isOurs ? (
                <>
                  {redirect}
                  {note && <p className="quiet">{note}</p>}
                </>
              ) : (
                <EditInPlace name="redirect URI" note={note} startsOpen={isEditing} renderForm={(onDone) => <RedirectForm connection={connection} onDone={onDone} />}>
                  {redirect}
                </EditInPlace>
              ),
            },
          ]}
        />
      )}
      {connection.hasOwnHosts && connection.environment !== 'custom' && !isChanging && <p className="quiet">These are not the usual addresses of this environment.</p>}
    </section>
  );
}
