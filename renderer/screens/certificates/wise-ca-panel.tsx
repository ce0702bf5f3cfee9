import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Panel } from '../../components/panel.tsx';
import { go } from '../../place.ts';
import { WiseCa } from './wise-ca.tsx';

/** Who signs Wise’s side of TLS, for the connection that is selected. */
export function WiseCaPanel({ connection, onClose }: { connection: ConnectionSummary; onClose(): void }) {
  const foot = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'webhooks', tab: 'wise-ca' })}>
        Export it for a webhook server
      </Button>
      <p className="quiet">It holds no secret: these are certificates that everybody may have.</p>
    </>
  );
  return (
    <Panel title="Wise’s CA" label="Wise’s CA" onClose={onClose} foot={foot}>
      <p className="dim">The authorities that sign Wise’s certificates, as {connection.name} knows them.</p>
      <WiseCa connection={connection} />
    </Panel>
  );
}
