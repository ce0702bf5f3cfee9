import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconQuestionMark from '@tabler/icons-react/dist/esm/icons/IconQuestionMark.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { Icon } from '@tabler/icons-react';
import type { CertificateCheck } from '../../shared/model/certificates.ts';
import styles from './checks-list.module.css';

const NAMES: Record<CertificateCheck['id'], string> = {
  'key-match': 'Key',
  chain: 'Chain',
  dates: 'Dates',
  'key-kind': 'Kind of key',
  'key-usage': 'Key usage',
  'client-auth': 'Purpose',
  'client-id': 'Client id',
  'unique-name': 'Name',
  'active-count': 'How many',
};

const MARKS: Record<CertificateCheck['state'], { icon: Icon; word: string }> = {
  ok: { icon: IconCheck, word: 'holds' },
  warning: { icon: IconAlertTriangle, word: 'worth a look' },
  failed: { icon: IconX, word: 'fails' },
  unknown: { icon: IconQuestionMark, word: 'not known' },
};

/** What was looked at and what was found, one a line, each with an icon that says how it stands. */
export function ChecksList({ checks, label = 'Checks' }: { checks: readonly CertificateCheck[]; label?: string }) {
  return (
    <ul className={styles.checks} aria-label={label}>
      {checks.map((check) => {
        const { icon: MarkIcon, word } = MARKS[check.state];
        return (
          <li key={check.id} className={styles.check} data-state={check.state}>
            <span className={styles.mark}>
              <MarkIcon size={12} stroke={2.6} role="img" aria-label={word} />
            </span>
            <span className={styles.name}>{NAMES[check.id]}</span>
            <span className={styles.says}>{check.says}</span>
          </li>
        );
      })}
    </ul>
  );
}
