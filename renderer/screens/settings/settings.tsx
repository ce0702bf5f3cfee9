import { useAsk } from '../../api.ts';
import { Page } from '../../components/page.tsx';
import { About } from './about.tsx';
import { AutoLock } from './auto-lock.tsx';
import { LeadTimes } from './lead-times.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { People } from './people.tsx';
import { RenewCode } from './renew-code.tsx';
import { Telling } from './telling.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import styles from './settings.module.css';

export function Settings() {
  const { data } = useAsk('vault.settings', {});
  const minutes = data?.autoLockMinutes;
  return (
    <Page title={minutes === undefined ? 'Settings' : `Locks after ${minutes} idle ${minutes === 1 ? 'minute' : 'minutes'}`} lead="How the vault is opened and closed, when things that end ask for you, and how this window looks." shape="cards">
      <div className={styles.content}>
        <div className={styles.column}>
          <AutoLock />
          <LeadTimes />
          <Telling />
          <ThemeChoice />
          <About />
        </div>
        <div className={styles.column}>
          <People />
          <ChangePassphrase />
          <RenewCode />
        </div>
      </div>
    </Page>
  );
}
