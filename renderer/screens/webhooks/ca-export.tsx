import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { WISE_CA_FORMS } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { BlockView } from '../../components/block-view.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import styles from './webhooks.module.css';

type Form = (typeof WISE_CA_FORMS)[number];

const LOOKS: Record<Form, { name: string; says: string }> = {
  pem: { name: 'PEM', says: 'One file with every certificate; most servers read it.' },
  nginx: { name: 'nginx', says: 'PEM, with the lines that ask for a client certificate.' },
  envoy: { name: 'Envoy', says: 'PEM, with the validation context of a listener.' },
  haproxy: { name: 'HAProxy', says: 'PEM, with the bind line that verifies senders.' },
  java: { name: 'Java', says: 'A PKCS#12 trust store with the password “changeit”.' },
};

/** For the server that takes webhooks: the file it wants, and the lines that use it. */
export function CaExport({ connection }: { connection: ConnectionSummary }) {
  const [form, setForm] = useState<Form>('nginx');
  const save = useTell('wiseCa.export');
  const pick = (value: string) => {
    const next = WISE_CA_FORMS.find((one) => one === value);
    if (!next) return;
    setForm(next);
    save.reset();
  };
  return (
    <Card title="For your server">
      <div className={styles.form}>
        <p className="dim">Your server takes webhooks over mTLS when it asks for a client certificate and trusts these authorities alone. It still has to check the signature of each delivery.</p>
        <Radio.Group label="Which server" value={form} onChange={pick}>
          <div className={styles.choices}>
            {WISE_CA_FORMS.map((one) => (
              <Radio.Card key={one} value={one} className={styles.choice ?? ''} aria-label={LOOKS[one].name}>
                <Radio.Indicator size="xs" />
                <span>
                  <strong>{LOOKS[one].name}</strong>
                  <span className={styles.choiceSays}>{LOOKS[one].says}</span>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        {save.error && save.error.code !== 'CANCELLED' && <ErrorBox error={save.error} />}
        <div className={styles.buttons}>
          <Button loading={save.isPending} onClick={() => save.mutate({ connectionId: connection.id, form })}>
            Save for {LOOKS[form].name}
          </Button>
        </div>
        {save.data && (
          <div className={styles.saved} role="status">
            <Notice tone="ok">
              Saved as <span className="mono">{save.data.savedAs}</span>
            </Notice>
            <BlockView block={{ label: `Configuration for ${LOOKS[form].name}`, kind: 'text', text: save.data.config }} />
          </div>
        )}
      </div>
    </Card>
  );
}
