import type { WebhookDelivery } from '../../../shared/model/webhooks.ts';
import { BlockView } from '../../components/block-view.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { Headline } from '../playground/headline.tsx';
import { DeliveryFacts, Findings } from './verdict.tsx';
import styles from './webhooks.module.css';

/** What the sender showed of itself, in short. */
export function Sender({ certificate }: { certificate: WebhookDelivery['senderCertificate'] }) {
  if (!certificate) return <span className="dim">no certificate</span>;
  return (
    <>
      <span title={certificate.facts.subject}>{commonName(certificate.facts.subject)}</span> {certificate.isTrusted ? <Pill tone="ok">of Wise’s CA</Pill> : <Pill tone="warn">not of Wise’s CA</Pill>}
    </>
  );
}

/** One delivery as it came: the verdict first, then who sent it, and every byte of it. */
export function DeliveryPanel({ delivery, onClose }: { delivery: WebhookDelivery; onClose(): void }) {
  const { verdict, senderCertificate: sender, headers, body } = delivery;
  return (
    <Panel title={delivery.eventType ?? 'Webhook'} label={`Delivery ${delivery.deliveryId ?? delivery.id}`} onClose={onClose}>
      <Headline tone={verdict.ok ? 'ok' : 'bad'} says={verdict.says} />
      <Findings findings={verdict.findings} />
      <section className={styles.part}>
        <h3>Who sent it</h3>
        <Facts
          facts={[
            { label: 'Arrived', value: <When iso={delivery.at} as="happened" /> },
            { label: 'TLS', value: delivery.tls },
            { label: 'Certificate', value: <Sender certificate={sender} /> },
            ...(sender
              ? [
                  { label: 'Issued by', value: <span title={sender.facts.issuer}>{commonName(sender.facts.issuer)}</span> },
                  { label: 'Ends', value: <When iso={sender.facts.notAfter} /> },
                  { label: 'SHA-256', value: <Copyable text={sender.facts.fingerprint} name="fingerprint" /> },
                ]
              : []),
          ]}
        />
      </section>
      <section className={styles.part}>
        <h3>What it says of itself</h3>
        <DeliveryFacts facts={verdict.facts} />
      </section>
      <section className={styles.part}>
        <h3>As it came</h3>
        <BlockView block={{ label: 'Headers', kind: 'text', text: headers.map(({ name, value }) => `${name}: ${value}`).join('\n') }} />
        <BlockView block={{ label: `Raw body, ${body.length.toLocaleString('en')} characters`, kind: 'text', text: body }} />
      </section>
    </Panel>
  );
}
