import '@mantine/core/styles/Switch.layer.css';
import { Button, Switch, TextInput } from '@mantine/core';
import { useId, useState, type FormEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { WebhookScope, WebhookSubscription } from '../../../shared/model/webhooks.ts';
import { useAsk, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { EVENT_TYPES, FIRST_DRAFT, problemsOf, withEvent, type Draft, type Problems } from './draft.ts';
import styles from './webhooks.module.css';

type Props = { connection: ConnectionSummary; scope: WebhookScope; onClose(): void; onMade(made: WebhookSubscription): void };

type FieldsProps = { draft: Draft; problems: Problems; receiverUrl: string | undefined; onChange(draft: Draft): void };

function Fields({ draft, problems, receiverUrl, onChange }: FieldsProps) {
  const events = useId();
  return (
    <>
      <TextInput label="Name" placeholder="Transfers to the ledger" maxLength={100} value={draft.name} error={problems.name} onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })} />
      <TextInput label="Event type" description="One of Wise’s list, or another one that you know." list={events} maxLength={100} spellCheck={false} autoComplete="off" value={draft.triggerOn} error={problems.triggerOn} onChange={(event) => onChange(withEvent(draft, event.currentTarget.value))} />
      <datalist id={events}>
        {EVENT_TYPES.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <TextInput label="Version of the event" description="The shape that the bodies have." maxLength={20} spellCheck={false} autoComplete="off" value={draft.version} error={problems.version} onChange={(event) => onChange({ ...draft, version: event.currentTarget.value })} />
      <div>
        <TextInput label="Deliver to" placeholder="https://hooks.example.com/wise" maxLength={2000} spellCheck={false} autoComplete="off" value={draft.url} error={problems.url} onChange={(event) => onChange({ ...draft, url: event.currentTarget.value })} />
        {receiverUrl && draft.url !== receiverUrl && (
          <Button className={styles.below ?? ''} size="compact-xs" variant="default" onClick={() => onChange({ ...draft, url: receiverUrl })}>
            Use the local receiver
          </Button>
        )}
      </div>
      <Switch label="Deliver over mTLS" description="Wise shows its client certificate; your server takes only senders with one of Wise’s CA." checked={draft.mtlsEnabled} onChange={(event) => onChange({ ...draft, mtlsEnabled: event.currentTarget.checked })} />
    </>
  );
}

/** Subscribes: to which event, in which version, delivered where and how. */
export function NewSubscriptionPanel({ connection, scope, onClose, onMade }: Props) {
  const [draft, setDraft] = useState<Draft>(FIRST_DRAFT);
  const [tried, setTried] = useState(false);
  const subscribe = useTell('webhooks.subscribe');
  const receiver = useAsk('webhooks.receiver', {}).data;
  const problems = problemsOf(draft);
  const isProduction = connection.environment === 'production';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0 || subscribe.isPending) return;
    const { name, triggerOn, version, url, mtlsEnabled } = draft;
    subscribe.mutate({ connectionId: connection.id, scope, name: name.trim(), triggerOn: triggerOn.trim(), version: version.trim(), url: url.trim(), mtlsEnabled }, { onSuccess: onMade });
  };
  const foot = (
    <>
      {subscribe.error && <ErrorBox error={subscribe.error} />}
      <Button type="submit" form="new-subscription" color={isProduction ? 'red' : 'cyan'} loading={subscribe.isPending}>
        {isProduction ? 'Subscribe in production' : 'Subscribe'}
      </Button>
    </>
  );
  return (
    <Panel title={scope.domain === 'application' ? 'New subscription of the application' : `New subscription of profile ${scope.profileId}`} label="New subscription" onClose={onClose} foot={foot}>
      <form id="new-subscription" className={styles.fields} noValidate onSubmit={submit}>
        <Fields draft={draft} problems={tried ? problems : {}} receiverUrl={connection.environment === 'built-in' ? receiver?.url : undefined} onChange={setDraft} />
      </form>
    </Panel>
  );
}
