import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { LOCKOUT_MINUTES } from '../../../shared/model/approvals.ts';
import { Countdown } from '../../components/countdown.tsx';
import { Notice } from '../../components/notice.tsx';
import { until } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { vars } from '../../lib/vars.ts';
import { useFocusMovedOn } from './use-focus.ts';
import styles from './detail.module.css';

/** The fifteen minutes, running. */
export function Blocked({ until: end }: { until: string }) {
  const now = useNow(1000);
  const box = useFocusMovedOn<HTMLDivElement>();
  const share = Math.min(1, Math.max(0, until(end, now) / (LOCKOUT_MINUTES * 60_000)));
  return (
    <div ref={box} tabIndex={-1} className={styles.locked}>
      <Notice tone="bad">
        <p className={styles.lost}>
          <IconLock size={18} aria-hidden />
          <strong>
            Wise is locked for another <Countdown to={end} />
          </strong>
        </p>
        <p>Five proofs in a row were wrong. Wise gives no one-time tokens until then; trying again before helps nobody. Nothing was sent.</p>
        <div className={styles.lockBar} aria-hidden style={vars({ '--left': `${share * 100}%` })} />
      </Notice>
    </div>
  );
}
