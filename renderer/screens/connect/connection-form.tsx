import { Button, Radio } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { EnvironmentChoice } from '../../components/environment-choice.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { checkSoon } from '../frame/use-check.ts';
import { AddressFields } from './address-fields.tsx';
import { NO_HOSTS } from './addresses.ts';
import { CredentialFields, NO_CREDENTIALS } from './credential-fields.tsx';
import { ENVIRONMENTS, type Environment } from './environment-list.ts';
import { draftProblem, inputOf, type Draft } from './draft.ts';
import styles from './connect.module.css';

const GO: Record<Environment, string> = {
  'built-in': 'Use the built-in sandbox',
  'wise-sandbox': 'Connect to the Wise sandbox',
  production: 'Connect to production',
  custom: 'Connect to these hosts',
};

type Props = { offered?: readonly Environment[]; onDone(): void; children?: ReactNode };

/** Which of the environments offered, and what it needs. The safest is preselected: the built-in sandbox, which works at once. */
export function ConnectionForm({ offered = ENVIRONMENTS, onDone, children }: Props) {
  const [draft, setDraft] = useState<Draft>({ environment: offered[0]!, credentials: NO_CREDENTIALS, hosts: NO_HOSTS, redirectUri: '' });
  const create = useSecretTell('connections.create');
  const { environment, credentials, hosts, redirectUri } = draft;
  const isOurs = environment === 'built-in';
  const problem = draftProblem(draft);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  // Credentials and addresses are those of one environment; only the name may be taken along to another.
  const pick = (next: Environment) => {
    create.reset();
    setDraft({ environment: next, credentials: { ...NO_CREDENTIALS, name: credentials.name }, hosts: NO_HOSTS, redirectUri: '' });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (problem || create.isPending) return;
    const connection = await create.tell(inputOf(draft));
    if (!connection) return;
    checkSoon(connection.id);
    onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form}>
      <Radio.Group value={environment} onChange={(value) => pick(value as Environment)} aria-label="Environment">
        <div className={styles.choices}>
          {offered.map((id) => (
            <EnvironmentChoice key={id} value={id} environment={id}>
              <span>
                <EnvironmentName environment={id} />
                <span className={styles.says}>{ENVIRONMENT_LOOKS[id].says}</span>
              </span>
            </EnvironmentChoice>
          ))}
        </div>
      </Radio.Group>
      {!isOurs && <CredentialFields environment={environment} value={credentials} onChange={(value) => change({ credentials: value })} />}
      {!isOurs && <AddressFields key={environment} environment={environment} hosts={hosts} redirectUri={redirectUri} onHosts={(value) => change({ hosts: value })} onRedirectUri={(value) => change({ redirectUri: value })} />}
      {create.error && <ErrorBox error={create.error} />}
      <div className={styles.go}>
        <Button type="submit" data-autofocus color={environment === 'production' ? 'red' : 'cyan'} disabled={problem !== undefined} loading={create.isPending}>
          {GO[environment]}
        </Button>
        {children}
        {problem && <span className="dim">{problem}</span>}
      </div>
    </form>
  );
}
