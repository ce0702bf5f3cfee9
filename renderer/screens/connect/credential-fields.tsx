import { PasswordInput, TextInput } from '@mantine/core';
import type { Environment } from '../../../shared/model/views.ts';
import { PRODUCTION_WORD } from '../../../shared/production-word.ts';
import styles from './connect.module.css';

export type Credentials = { name: string; clientId: string; clientSecret: string; typed: string };
export const NO_CREDENTIALS: Credentials = { name: '', clientId: '', clientSecret: '', typed: '' };

/** What is missing before a connection to Wise can be made, in words. */
export function credentialsProblem({ clientId, clientSecret, typed }: Credentials, environment: Environment): string | undefined {
  if (clientId.trim() === '') return 'The client id is missing.';
  if (clientSecret.trim() === '') return 'The client secret is missing.';
  if (environment === 'production' && typed !== PRODUCTION_WORD) return `Type ${PRODUCTION_WORD} to go on.`;
  return undefined;
}

type SecretFieldProps = { value: string; onChange(value: string): void };

/** The client secret, as it is typed or pasted. */
export function ClientSecretField({ value, onChange }: SecretFieldProps) {
  return (
    <PasswordInput
      label="Client secret"
      description="Goes into the vault, not shown again."
      autoComplete="off"
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you type', tabIndex: 0 }}
    />
  );
}

type Props = { environment: Environment; value: Credentials; onChange(value: Credentials): void };

/** Client id and secret from Developer Hub; production asks for a typed word besides. */
export function CredentialFields({ environment, value, onChange }: Props) {
  const set = (field: keyof Credentials) => (event: { currentTarget: { value: string } }) => onChange({ ...value, [field]: event.currentTarget.value });
  return (
    <div className={styles.fields} data-environment={environment}>
      <TextInput label="Name" description="Such as your company." placeholder="Acme Payments" maxLength={80} value={value.name} onChange={set('name')} />
      <TextInput label="Client id" description={environment === 'custom' ? 'As the other side knows it.' : 'In Developer Hub, under Credentials.'} autoComplete="off" spellCheck={false} maxLength={200} value={value.clientId} onChange={set('clientId')} />
      <ClientSecretField value={value.clientSecret} onChange={(clientSecret) => onChange({ ...value, clientSecret })} />
      {environment === 'production' && (
        <TextInput label={`Type ${PRODUCTION_WORD}`} description="Its calls act on real money." autoComplete="off" spellCheck={false} value={value.typed} onChange={set('typed')} />
      )}
    </div>
  );
}
