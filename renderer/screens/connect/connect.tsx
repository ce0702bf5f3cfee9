import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { GuidedTask } from '../../components/guided-task.tsx';
import { Page } from '../../components/page.tsx';
import { go } from '../../place.ts';
import { FIRST_RUN_STEPS } from '../first-run/steps.ts';
import { ENVIRONMENTS } from './environment-list.ts';
import { ConnectionForm } from './connection-form.tsx';
import styles from './connect.module.css';

const LEAD = 'It decides where calls go and which credentials they carry. You can add others later; they stay apart.';

/** Third step of the first run. */
export function FirstConnection() {
  return (
    <GuidedTask steps={FIRST_RUN_STEPS} now={2} title="Pick a connection" lead={LEAD}>
      <ConnectionForm onDone={() => go({ screen: 'overview' })} />
    </GuidedTask>
  );
}

/** The same step, for a further connection, inside the frame. */
export function Connect({ connections }: { connections: readonly ConnectionSummary[] }) {
  // There is one built-in sandbox; of the others there may be several, with credentials of their own.
  const offered = ENVIRONMENTS.filter((id) => id !== 'built-in' || !connections.some((one) => one.environment === id));
  return (
    <Page title="Add a connection" lead={LEAD} shape="cards">
      <div className={styles.page}>
        <ConnectionForm offered={offered} onDone={() => go({ screen: 'overview' })}>
          <Button variant="default" onClick={() => go({ screen: 'connections' })}>
            Not now
          </Button>
        </ConnectionForm>
      </div>
    </Page>
  );
}
