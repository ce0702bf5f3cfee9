import { Button, SegmentedControl, TextInput, type TextInputProps } from '@mantine/core';
import { useId, useState, type FormEvent } from 'react';
import { CERTIFICATE_KINDS, type CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { note } from './note.ts';
import { detailsProblems, firstDetails, KIND_ADVICE, wantedRequest, type RequestDetails } from './request-details.ts';
import styles from './task.module.css';

const FOLDED: readonly { field: 'OU' | 'CN' | 'L' | 'ST' | 'C'; label: string; description?: string }[] = [
  { field: 'OU', label: 'Organisational unit (OU)' },
  { field: 'CN', label: 'Common name (CN)', description: 'Wise puts the client id in its place.' },
  { field: 'L', label: 'Town (L)' },
  { field: 'ST', label: 'State or county (ST)' },
  { field: 'C', label: 'Country (C)', description: 'Two letters.' },
];

type Props = { connection: ConnectionSummary; certificates: readonly CertificateSummary[]; old: CertificateSummary | undefined };

/** Names and kind of key, all of it filled in as far as can be known. */
export function StepRequest({ connection, certificates, old }: Props) {
  const now = useNow();
  const kinds = useId();
  const [details, setDetails] = useState(() => firstDetails(connection, certificates, now, old));
  const request = useTell('certificates.request');
  const problems = detailsProblems(details, certificates, connection.id);
  const isReady = Object.keys(problems).length === 0;
  const change = (part: Partial<RequestDetails>) => setDetails({ ...details, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || request.isPending) return;
    request.mutate(wantedRequest(details, connection.id, old?.id), {
      onSuccess: (made) => {
        note(made);
        go({ screen: 'new-certificate', certificateId: made.id });
      },
    });
  };
  const field = (name: keyof Omit<RequestDetails, 'kind'>): Partial<TextInputProps> => ({ value: details[name], error: problems[name], autoComplete: 'off', spellCheck: false, onChange: (event) => change({ [name]: event.currentTarget.value }) });
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput label="Name" description="What it is called in Developer Hub. Each name can be given once." maxLength={80} {...field('name')} />
      <TextInput label="Organisation (O)" description="The company’s registered name. Wise requires it." maxLength={64} data-autofocus={details.O === '' || undefined} {...field('O')} />
      <div className={forms.field}>
        <span id={kinds}>Kind of key</span>
        <SegmentedControl aria-labelledby={kinds} data={[...CERTIFICATE_KINDS]} value={details.kind} onChange={(kind) => change({ kind: CERTIFICATE_KINDS.find((one) => one === kind) ?? details.kind })} />
        <p className="quiet">{KIND_ADVICE[details.kind]}</p>
      </div>
      <details className={styles.fold} open={problems.C !== undefined || undefined}>
        <summary>Other names, all optional</summary>
        <div className={styles.two}>
          {FOLDED.map(({ field: name, label, description }) => (
            <TextInput key={name} label={label} description={description} maxLength={name === 'C' ? 2 : 64} {...field(name)} />
          ))}
        </div>
      </details>
      {request.error && <ErrorBox error={request.error} />}
      <div className={forms.buttons}>
        <Button type="submit" loading={request.isPending} disabled={!isReady} data-autofocus={details.O !== '' || undefined}>
          Make key and CSR
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'certificates' })}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
