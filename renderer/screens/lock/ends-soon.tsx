import { useAsk } from '../../api.ts';
import { When } from '../../components/when.tsx';
import { useNow } from '../../lib/use-now.ts';
import { EXPIRY_LOOKS } from '../expiry/looks.ts';
import { standingOf } from '../expiry/words.ts';
import styles from './lock.module.css';

const MOST = 5;

/** What ends soon or has ended, as far as the settings let it be seen while locked. Nothing when there is nothing. */
export function EndsSoon() {
  const now = useNow();
  const { data: items = [] } = useAsk('expiry.locked', {});
  const pressing = items.filter((item) => standingOf(item, now) === 'due' || standingOf(item, now) === 'ended');
  if (pressing.length === 0) return null;
  const isAnyOver = pressing.some((item) => standingOf(item, now) === 'ended');
  const more = pressing.length - MOST;
  return (
    <section className={styles.ends} aria-labelledby="ends-soon">
      <h2 id="ends-soon">{isAnyOver ? 'Ended, or ends soon' : 'Ends soon'}</h2>
      <ul>
        {pressing.slice(0, MOST).map((item) => {
          const { name, icon: KindIcon } = EXPIRY_LOOKS[item.kind];
          return (
            <li key={item.id}>
              <KindIcon size={15} stroke={1.7} aria-label={name} role="img" />
              <span className="cut" title={`${name} ${item.title}${item.connectionNames.length > 0 ? `, ${item.connectionNames.join(', ')}` : ''}`}>
                {item.title}
              </span>
              <span className={styles.endsAt} data-standing={standingOf(item, now)}>
                <When iso={item.endsAt} />
              </span>
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className={styles.more}>{more.toLocaleString('en')} more</p>}
    </section>
  );
}
