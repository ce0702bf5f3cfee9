import { Checkbox } from '@mantine/core';
import type { VaultSettings } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import styles from './settings.module.css';

function Choices({ settings }: { settings: VaultSettings }) {
  const save = useTell('vault.setSettings');
  const set = (change: Partial<VaultSettings>) => save.mutate({ ...settings, ...change });
  return (
    <div className={styles.section}>
      <Checkbox
        classNames={{ description: styles.under ?? '' }}
        label="Show on the lock screen what ends when"
        description="Names and dates then lie unencrypted in preferences.json, in the profile folder. Off removes them at once."
        checked={settings.showExpiryWhileLocked}
        disabled={save.isPending}
        onChange={(event) => set({ showExpiryWhileLocked: event.currentTarget.checked })}
      />
      <Checkbox
        classNames={{ description: styles.under ?? '' }}
        label="Desktop notifications"
        description="When something comes within its lead time, seven days and one day before its end, and when it has ended. While the vault is locked only if the lock screen may show it."
        checked={settings.notifyExpiry}
        disabled={save.isPending}
        onChange={(event) => set({ notifyExpiry: event.currentTarget.checked })}
      />
      {save.error && <ErrorBox error={save.error} />}
    </div>
  );
}

/** Where it is told that something ends. */
export function Telling() {
  const { data, error } = useAsk('vault.settings', {});
  return (
    <Card title="Telling you in time">
      {error && <ErrorBox error={error} />}
      {data ? <Choices settings={data} /> : !error && <Loading lines={2} />}
    </Card>
  );
}
