import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { SourceField } from '../../components/source-field.tsx';
import { go } from '../../place.ts';
import styles from './approvals.module.css';

/** A `portcullis:` link or an approval file, which shows everything and sends nothing by itself. */
export function OpenSource({ connection }: { connection: ConnectionSummary }) {
  const open = useTell('approvals.open');
  return (
    <div className={styles.whole}>
      <h2 className={styles.big}>Open a link or a file</h2>
      <p className="dim">It is put into the inbox, where you see everything that it would do. Nothing is sent by opening it.</p>
      <SourceField
        label="Link or file"
        placeholder="portcullis:…"
        rows={3}
        isPending={open.isPending}
        onSource={async (from) => {
          try {
            const item = await open.mutateAsync({ connectionId: connection.id, from });
            go({ screen: 'approvals', key: item.key });
            return true;
          } catch {
            return false;
          }
        }}
      />
      {open.error && <ErrorBox error={open.error} />}
      <div className={styles.acts}>
        <Button variant="subtle" onClick={() => go({ screen: 'approvals' })}>
          Not now
        </Button>
      </div>
    </div>
  );
}
