import { useState } from 'react';
import type { VaultStatus } from '../../../shared/model/views.ts';
import type { Ceremony } from '../../ceremony.ts';
import { Logo } from '../../components/logo.tsx';
import { RecoverySheet } from '../../components/recovery-sheet.tsx';
import { EndsSoon } from './ends-soon.tsx';
import { RecoverForm } from './recover-form.tsx';
import { UnlockForm } from './unlock-form.tsx';
import styles from './lock.module.css';

type Props = {
  status: VaultStatus;
  ceremony: Ceremony | undefined;
  onCeremony(ceremony: Ceremony | undefined): void;
  /** The vault locked while a new recovery code was on the screen. */
  codeLost: boolean;
};

type Face = 'unlock' | 'recover' | 'code';

const TEXTS: Record<Face, { title: string; lead: string }> = {
  unlock: { title: 'The vault is locked', lead: 'The passphrase opens it. While it is locked, no key or token is in memory.' },
  recover: { title: 'Use the recovery code', lead: 'It opens the vault once; a new passphrase and a new code take the place of the old ones.' },
  code: { title: 'Put the new recovery code away', lead: 'The vault is open again. The old code no longer works; this one is shown this once.' },
};

/** The lock screen, and the way in by recovery code. */
export function Lock({ status, ceremony, onCeremony, codeLost }: Props) {
  const [recovering, setRecovering] = useState(false);
  const code = ceremony?.code;
  const face: Face = code !== undefined ? 'code' : recovering ? 'recover' : 'unlock';
  return (
    <main className={styles.page}>
      <div className={`${styles.card} ${face === 'code' ? styles.wide : ''}`}>
        <div className={styles.brand}>
          <Logo /> Portcullis
        </div>
        <h1>{TEXTS[face].title}</h1>
        <p className={styles.lead}>{TEXTS[face].lead}</p>
        {codeLost && code === undefined && <p className={styles.lost}>It locked while a recovery code was shown. If you had not put that code away, make a new one in Settings.</p>}
        {code !== undefined && <RecoverySheet code={code} onPutAway={() => onCeremony(undefined)} />}
        {face === 'recover' && <RecoverForm status={status} onBack={() => setRecovering(false)} onCeremony={onCeremony} />}
        {face === 'unlock' && <UnlockForm status={status} onRecover={() => setRecovering(true)} />}
        {face === 'unlock' && <EndsSoon />}
      </div>
    </main>
  );
}
