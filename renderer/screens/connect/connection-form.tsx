import { Button, Radio } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ENVIRONMENTS, type Environment } from './environment-list.ts';
import { useTell } from '../../api.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { vars } from '../../lib/vars.ts';
import { checkSoon } from '../frame/use-check.ts';
import { CredentialFields, NO_CREDENTIALS, credentialsProblem, type Credentials } from './credential-fields.tsx';
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
  const [environment, setEnvironment] = useState<Environment>(offered[0]!);
  const [credentials, setCredentials] = useState<Credentials>(NO_CREDENTIALS);
  const create = useTell('connections.create');
  const needsCredentials = environment !== 'built-in';
  const problem = needsCredentials ? credentialsProblem(credentials, environment) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem || create.isPending) return;
    const { clientId, clientSecret } = credentials;
    const name = (needsCredentials && credentials.name.trim()) || ENVIRONMENT_LOOKS[environment].name;
    create.mutate({ environment, name, ...(needsCredentials && { clientId, clientSecret }) }, {
      onSuccess: (connection) => {
        checkSoon(connection.id);
        onDone();
      },
    });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Radio.Group value={environment} onChange={(value) => setEnvironment(value as Environment)} aria-label="Environment">
        <div className={styles.choices}>
          {offered.map((id) => (
            <Radio.Card key={id} value={id} className={styles.choice ?? ''} data-environment={id} style={vars({ '--edge': ENVIRONMENT_LOOKS[id].edge })}>
              <Radio.Indicator className={styles.dot} />
              <span>
                <EnvironmentName environment={id} />
                <span className={styles.says}>{ENVIRONMENT_LOOKS[id].says}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {needsCredentials && <CredentialFields environment={environment} value={credentials} onChange={setCredentials} />}
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
