import { TextInput } from '@mantine/core';
import type { Environment } from '../../../shared/model/views.ts';
import { comesBackBy } from '../../../shared/redirect-uri.ts';
import { COMES_BACK, HOST_FIELDS, hostProblem, redirectProblem, type Hosts } from './addresses.ts';
import styles from './connect.module.css';

type FieldProps<Value> = {
  value: Value;
  onChange(value: Value): void;
  /** Its first field takes the focus. */
  takesFocus?: boolean;
};

/** The three addresses of a connection; what is wrong with one stands under it. */
export function HostFields({ value, onChange, takesFocus = false }: FieldProps<Hosts>) {
  return HOST_FIELDS.map(({ field, label, description, placeholder }, index) => (
    <TextInput
      key={field}
      label={label}
      description={description}
      placeholder={placeholder}
      autoFocus={takesFocus && index === 0}
      autoComplete="off"
      spellCheck={false}
      maxLength={2000}
      value={value[field]}
      error={hostProblem(field, value[field])}
      onChange={(event) => onChange({ ...value, [field]: event.currentTarget.value })}
    />
  ));
}

/** Where Wise’s consent page sends the person back to, and what that means here. */
export function RedirectField({ value, onChange, takesFocus = false, isNamed = false }: FieldProps<string> & { /** Its name stands above it already. */ isNamed?: boolean }) {
  const by = redirectProblem(value) === undefined && value.trim() !== '' ? comesBackBy(value.trim()) : undefined;
  return (
    <TextInput
      {...(isNamed ? { 'aria-label': 'Redirect URI' } : { label: 'Redirect URI' })}
      description={by ? COMES_BACK[by] : 'Exactly as registered with Wise, every character of it. Only consents need one.'}
      placeholder="https://app.example.com/wise/callback"
      autoFocus={takesFocus}
      data-autofocus={takesFocus || undefined}
      autoComplete="off"
      spellCheck={false}
      maxLength={2000}
      value={value}
      error={redirectProblem(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type Props = { environment: Environment; hosts: Hosts; redirectUri: string; onHosts(value: Hosts): void; onRedirectUri(value: string): void };

/** Needed for hosts of one's own; folded away where Wise's usual ones do. */
export function AddressFields({ environment, hosts, redirectUri, onHosts, onRedirectUri }: Props) {
  const fields = (
    <>
      <HostFields value={hosts} onChange={onHosts} />
      <RedirectField value={redirectUri} onChange={onRedirectUri} />
    </>
  );
  if (environment === 'custom')
    return (
      <div className={styles.fields} data-environment={environment} role="group" aria-label="Addresses">
        {fields}
      </div>
    );
  return (
    <details className={styles.fold}>
      <summary>
        Addresses <span className="dim">Wise’s own, unless you enter others</span>
      </summary>
      <div className={styles.fields}>
        <RedirectField value={redirectUri} onChange={onRedirectUri} />
        <HostFields value={hosts} onChange={onHosts} />
      </div>
    </details>
  );
}
