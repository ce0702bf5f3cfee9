import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import type { WebhookVerdict } from '../../../shared/model/webhooks.ts';
import { Facts } from '../../components/facts.tsx';
import styles from './webhooks.module.css';

/** They tell something worth knowing about a delivery that may well be right. */
const NOTES: ReadonlySet<string> = new Set(['test-notification', 'delivery-id-missing']);

/** What is wrong with a delivery and what to do, most telling first. */
export function Findings({ findings }: Pick<WebhookVerdict, 'findings'>) {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label="What was found">
      {findings.map(({ id, says, next }) => {
        const isNote = NOTES.has(id);
        const Icon = isNote ? IconInfoCircle : IconAlertTriangle;
        return (
          <li key={id} data-tone={isNote ? 'plain' : 'warn'}>
            <Icon size={18} aria-hidden />
            <div>
              <strong>{says}</strong>
              {next && <p>{next}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const LONG = 40;

/** What a delivery says of itself. */
export function DeliveryFacts({ facts }: Pick<WebhookVerdict, 'facts'>) {
  return <Facts facts={facts.map(({ label, value }) => ({ label, value: value.length > LONG ? <span className="mono">{value}</span> : value }))} />;
}
