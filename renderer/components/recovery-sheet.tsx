import { Button } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { noteCodeShown } from '../ceremony.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './recovery-sheet.module.css';

/** What the printer gets, and nothing else of the page. */
function PrintedSheet({ groups }: { groups: string[] }) {
  const [made] = useState(() => new Date().toISOString().slice(0, 10));
  return createPortal(
    <div className={`only-print ${styles.print}`}>
      <h1>Portcullis recovery code</h1>
      <p>Made on {made}. It opens the vault when the passphrase is lost. Only the newest code works.</p>
      <div className={styles.printed}>
        {groups.map((group) => (
          <span key={group}>{group}</span>
        ))}
      </div>
      <p>Keep this sheet where you keep what nobody else may have. Whoever holds it and the vault file can open the vault.</p>
    </div>,
    document.body,
  );
}

type Props = { code: string; onPutAway(): void; goOn?: string };

/** The recovery code in large groups, shown once, with ways to put it away. */
export function RecoverySheet({ code, onPutAway, goOn = 'I have put it away, go on' }: Props) {
  const groups = code.split(/[\s-]+/u);
  useEffect(noteCodeShown, []);
  return (
    <div>
      <div className={styles.code} aria-label="Recovery code" role="group">
        {groups.map((group) => (
          <span key={group}>{group}</span>
        ))}
      </div>
      <div className={styles.buttons}>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          Print the sheet
        </Button>
        <CopyButton text={code} label="Copy" sensitive />
      </div>
      <ul className={styles.note}>
        <li>
          <strong>It opens the vault when the passphrase is lost.</strong> There is no other way in, and nobody can send you one.
        </li>
        <li>Print it, or keep it in a password manager on another machine. It is not shown again; a new one can be made in Settings.</li>
      </ul>
      <Button data-autofocus onClick={onPutAway}>
        {goOn}
      </Button>
      <PrintedSheet groups={groups} />
    </div>
  );
}
