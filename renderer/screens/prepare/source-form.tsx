import { Button } from '@mantine/core';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { go } from '../../place.ts';
import type { FormProps } from './form.tsx';
import styles from './prepare.module.css';

/** A `portcullis:` link or an approval file, which shows everything and sends nothing by itself. */
export function SourceForm({ connection }: FormProps) {
  const open = useTell('approvals.open');
  const take = async (from: Source) => {
    try {
      const item = await open.mutateAsync({ connectionId: connection.id, from });
      go({ screen: 'approvals', key: item.key });
      return true;
    } catch {
      return false;
    }
  };
  return (
    <div className={styles.form}>
      <SourceField label="Link or file" description="Whatever host it names, it goes over this connection." placeholder="portcullis:…" rows={4} isPending={open.isPending} onSource={take} />
      {open.error && open.error.code !== 'CANCELLED' && <ErrorBox error={open.error} />}
      <div className={styles.acts}>
        <Button variant="subtle" onClick={() => go({ screen: 'approvals' })}>
          Not now
        </Button>
      </div>
    </div>
  );
}
