import { Button } from '@mantine/core';
import { MIGRATION_STEPS, type Migration } from '../../../shared/model/migrations.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { Card } from '../../components/card.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { Page } from '../../components/page.tsx';
import { StepsBar } from '../../components/steps-bar.tsx';
import { ownName } from '../../lib/environments.ts';
import { go } from '../../place.ts';
import { useStart } from './act.ts';
import { beginTitle, tokenFirst, waitingTokens } from './begin-title.ts';
import { migrationTitle } from './words.ts';
import styles from './migration.module.css';

function MigrationRow({ migration, isFirst = false }: { migration: Migration; isFirst?: boolean }) {
  return (
    <li className={styles.row}>
      <span className={`cut ${styles.name}`} title={migration.tokenLabel}>
        {migration.tokenLabel}
      </span>
      <span>
        <StepsBar done={MIGRATION_STEPS.map((step) => migration.done.some((one) => one.step === step))} />
        {migrationTitle(migration)}
      </span>
      <Button size="compact-sm" variant={isFirst ? 'filled' : 'default'} aria-label={`${migration.outcome === 'under way' ? 'Go on with' : 'Open'} the migration of ${migration.tokenLabel}`} onClick={() => go({ screen: 'migration', id: migration.id })}>
        {migration.outcome === 'under way' ? 'Go on' : 'Open'}
      </Button>
    </li>
  );
}

type TokenRowProps = { token: TokenSummary; isFirst: boolean; isBusy: boolean; onStart(): void };

function TokenRow({ token, isFirst, isBusy, onStart }: TokenRowProps) {
  const own = ownName({ name: token.connectionName, environment: token.environment });
  return (
    <li className={styles.row}>
      <span className={`cut ${styles.name}`} title={token.label}>
        {token.label} {token.tail && <span className="mono dim">…{token.tail}</span>}
      </span>
      <span className={styles.leg}>
        <EnvironmentName environment={token.environment} />
        {own && (
          <span className="cut" title={own}>
            {own}
          </span>
        )}
      </span>
      <Button size="compact-sm" variant={isFirst ? 'filled' : 'default'} disabled={isBusy} aria-label={`Begin with ${token.label}`} onClick={onStart}>
        Begin
      </Button>
    </li>
  );
}

/** What it is for, and in which order. */
function Teaching() {
  return (
    <div className={styles.empty}>
      <p className="dim">A personal token is one person’s key to everything, has no end and can lie anywhere in plain text. Wise asks its customers to move to OAuth with mTLS: consent for a profile, tokens that renew themselves, and a certificate beside them.</p>
      <ol className="dim">
        <li>In a sandbox: client credentials, consent, user token, certificate, a call over mTLS.</li>
        <li>The same in production.</li>
        <li>One read call both ways. Only then is the personal token deleted.</li>
      </ol>
    </div>
  );
}

/** More are found among the tokens; thousands of rows would only slow the screen down. */
const MOST = 50;

type Props = { migrations: readonly Migration[]; tokens: readonly TokenSummary[]; /** The token one comes from: its row stands first and has the primary button. */ firstId: string | undefined };

/** The migrations there are, and the personal tokens that one can begin from. */
export function Begin({ migrations, tokens, firstId }: Props) {
  const start = useStart();
  const underWay = tokenFirst(migrations.filter((one) => one.outcome === 'under way'), ({ tokenId }) => tokenId === firstId);
  const over = migrations.filter((one) => one.outcome !== 'under way');
  const waiting = tokenFirst(waitingTokens(tokens, migrations), ({ id }) => id === firstId);
  const beginsHere = firstId !== undefined && waiting[0]?.id === firstId;
  const back = (
    <Button variant="default" onClick={() => go({ screen: 'tokens' })}>
      Back to tokens
    </Button>
  );
  return (
    <Page title={beginTitle(migrations, tokens)} lead="Off personal tokens, to OAuth with mTLS, in Wise’s own order. Each step checks itself, and you can leave at any." actions={back} shape="cards">
      <div className={styles.cards}>
        {start.error && <ErrorBox error={start.error} />}
        {underWay.length === 0 && <Teaching />}
        {underWay.length > 0 && (
          <Card title="Under way">
            <ul className={styles.rows}>
              {underWay.map((one, index) => (
                <MigrationRow key={one.id} migration={one} isFirst={index === 0 && !beginsHere} />
              ))}
            </ul>
          </Card>
        )}
        {waiting.length > 0 && (
          <Card title="Personal tokens" aside="pick the one to move">
            <ul className={styles.rows}>
              {waiting.slice(0, MOST).map((token, index) => (
                <TokenRow key={token.id} token={token} isFirst={index === 0 && (beginsHere || underWay.length === 0)} isBusy={start.isPending} onStart={() => start.mutate(token.id)} />
              ))}
            </ul>
            {waiting.length > MOST && <p className={`quiet ${styles.rest}`}>{(waiting.length - MOST).toLocaleString('en')} more: open one under Tokens and move it from there.</p>}
          </Card>
        )}
        {waiting.length === 0 && underWay.length === 0 && (
          <div className={forms.buttons}>
            <Button variant="default" onClick={() => go({ screen: 'tokens', adding: true })}>
              Add a personal token
            </Button>
          </div>
        )}
        {over.length > 0 && (
          <Card title="Over">
            <ul className={styles.rows}>
              {over.map((one) => (
                <MigrationRow key={one.id} migration={one} />
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  );
}
