import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { Preferences } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { schemeOf } from '../../lib/theme-choice.ts';
import styles from './settings.module.css';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function ThemeChoice() {
  const { data } = useAsk('preferences.get', {});
  const save = useTell('preferences.set');
  const { setColorScheme } = useMantineColorScheme();
  const choose = (theme: Preferences['theme']) => {
    setColorScheme(schemeOf(theme));
    save.mutate({ theme });
  };
  return (
    <Card title="Theme">
      <div className={styles.section}>
        <SegmentedControl aria-label="Theme" data={THEMES} value={data?.theme ?? 'system'} onChange={(theme) => choose(theme as Preferences['theme'])} />
        {save.error && <ErrorBox error={save.error} />}
      </div>
    </Card>
  );
}
