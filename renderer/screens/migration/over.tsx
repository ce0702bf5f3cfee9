import { Button } from '@mantine/core';
import type { Migration } from '../../../shared/model/migrations.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts, type Fact } from '../../components/facts.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask } from '../../components/guided-task.tsx';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { vars } from '../../lib/vars.ts';
import { go } from '../../place.ts';
import { useStart } from './act.ts';
import { LegName, taskSteps } from './steps.tsx';
import { ToDelete } from './to-delete.tsx';
import { migrationTitle } from './words.ts';
import styles from './migration.module.css';

type Props = { migration: Migration; connections: readonly ConnectionSummary[]; tokens: readonly TokenSummary[] };

const hostOf = (url: string | undefined): string => (url && URL.canParse(url) ? new URL(url).host : 'the mTLS host');

/** What is different from before. */
function Changes({ migration, connections, tokens }: Props) {
  const { data: certificates } = useAsk('certificates.list', {});
  const { real, done } = migration;
  const connection = connections.find((one) => one.id === real?.connectionId);
  const certificate = certificates?.find((one) => one.id === connection?.certificateId);
  const token = tokens.find((one) => one.id === connection?.userTokenId);
  const provedAt = done.find((one) => one.step === 'prove')?.at;
  const facts: Fact[] = [
    { label: 'Where', value: <LegName leg={real} /> },
    { label: 'Calls go to', value: <>{hostOf(connection?.mtlsUrl)} {connection?.apiUrl && <span className="dim">instead of {hostOf(connection.apiUrl)}</span>}</> },
    { label: 'They carry', value: token && token.id !== migration.tokenId ? `the user token “${token.label}”, which renews itself` : 'a user token that renews itself' },
    ...(certificate ? [{ label: 'And show', value: <>the certificate “{certificate.name}”{certificate.notAfter && <>, which ends <When iso={certificate.notAfter} /></>}</> }] : []),
    ...(provedAt ? [{ label: 'Proved', value: <When iso={provedAt} as="happened" /> }] : []),
    { label: 'The personal token', value: tokens.some((one) => one.id === migration.tokenId) ? 'Wise takes it no more; it still lies in this vault' : 'is gone' },
  ];
  return (
    <div className={styles.card} style={vars({ '--edge': real ? ENVIRONMENT_LOOKS[real.environment].edge : 'var(--pc-line)' })}>
      <Facts facts={facts} />
    </div>
  );
}

/** What has changed, once it is done; or where it was given up. */
export function Over({ migration, connections, tokens }: Props) {
  const start = useStart();
  const isDone = migration.outcome === 'done';
  const personal = tokens.find((one) => one.id === migration.tokenId);
  const lead = isDone ? 'This is what has changed:' : `The personal token “${migration.tokenLabel}” works as before. What was made on the way stays where it is.`;
  return (
    <GuidedTask inside dense over steps={taskSteps(migration)} now={migration.done.length} title={migrationTitle(migration)} lead={lead}>
      <div className={styles.content}>
        {isDone && <Changes migration={migration} connections={connections} tokens={tokens} />}
        {isDone && <ToDelete migration={migration} />}
        {start.error && <ErrorBox error={start.error} />}
        <div className={forms.buttons}>
          {!isDone && personal && (
            <Button data-autofocus loading={start.isPending} onClick={() => start.mutate(migration.tokenId)}>
              Begin again
            </Button>
          )}
          {isDone && personal && (
            <Button data-autofocus onClick={() => go({ screen: 'tokens', tokenId: personal.id })}>
              Open “{personal.label}” to forget it
            </Button>
          )}
          <Button variant="default" onClick={() => go({ screen: 'migration' })}>
            All migrations
          </Button>
        </div>
      </div>
    </GuidedTask>
  );
}
