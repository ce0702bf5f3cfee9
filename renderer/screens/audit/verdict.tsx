import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import type { AuditVerdict } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import styles from './audit.module.css';

/** Whether the log holds, in words, with the head to write down. */
export function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const Icon = verdict.ok ? IconShieldCheck : IconAlertTriangle;
  return (
    <div className={styles.verdict} data-ok={verdict.ok} role="status">
      <Icon size={20} aria-hidden />
      <div>
        <strong>
          {verdict.ok
            ? `The log holds: ${verdict.lines.toLocaleString('en')} lines, each signed and chained to the one before.`
            : `The log does not hold at line ${verdict.broken?.line.toLocaleString('en')}: ${verdict.broken?.reason}.`}
        </strong>
        <div className={styles.head}>
          {verdict.ok ? 'Head' : 'Keep a copy of the audit folder and find out who changed it. Head'} <span className="mono">{verdict.head}</span>
          <CopyButton text={verdict.head} label="Copy head" size="compact-xs" />
        </div>
        {verdict.ok && 'Write the head down elsewhere: it proves later that nothing before it was changed or removed.'}
      </div>
    </div>
  );
}
