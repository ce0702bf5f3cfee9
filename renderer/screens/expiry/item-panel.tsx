import { Button } from '@mantine/core';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { When } from '../../components/when.tsx';
import { utc } from '../../lib/dates.ts';
import { go } from '../../place.ts';
import { useStart } from '../rotation/act.ts';
import { adviceFor, homeOf, isApplicationToken, remedyFor, type Known } from './advice.ts';
import { LeadEditor } from './lead-editor.tsx';
import { days } from './lead-text.ts';
import { EXPIRY_LOOKS } from './looks.ts';
import { standingOf } from './words.ts';
import styles from './expiry.module.css';

type Props = { item: ExpiryItem; known: Known; now: number; onClose(): void };

/** One thing that ends: what to do about it, when it ends, and from when on it asks for somebody. */
export function ItemPanel({ item, known, now, onClose }: Props) {
  const start = useStart();
  const remedy = remedyFor(item, known);
  const home = homeOf(item);
  const standing = standingOf(item, now);
  const isPressing = standing === 'due' || standing === 'ended';
  const act = () => {
    if (remedy) return 'to' in remedy ? go(remedy.to) : start.mutate(remedy.rotate);
  };
  const { tone, says } = adviceFor(item, now);
  const facts = [
    { label: 'Kind', value: EXPIRY_LOOKS[item.kind].name },
    { label: 'Connections', value: item.connectionNames.join(', ') || 'none yet' },
    { label: isPressing && standing === 'ended' ? 'Ended' : 'Ends', value: <><When iso={item.endsAt} /><br />{utc(item.endsAt)}</> },
    { label: 'Lead time', value: days(item.leadDays) },
    ...(isApplicationToken(item) ? [] : [{ label: 'Id', value: <span className="mono">{item.id}</span> }]),
  ];
  return (
    <Panel title={<span title={item.title}>{item.title}</span>} label={`${EXPIRY_LOOKS[item.kind].name} ${item.title}`} onClose={onClose}>
      <div className={styles.buttons}>
        {remedy && (
          <Button className={styles.primary ?? ''} variant={isPressing ? 'filled' : 'default'} loading={start.isPending} onClick={act}>
            {remedy.name}
          </Button>
        )}
        <Button variant="default" onClick={() => go(home.to)}>
          {home.name}
        </Button>
      </div>
      {start.error && <ErrorBox error={start.error} />}
      <Notice tone={tone}>{says}</Notice>
      <Facts facts={facts} />
      {!isApplicationToken(item) && <LeadEditor key={`${item.id} ${item.leadDays} ${item.hasOwnLead}`} item={item} />}
    </Panel>
  );
}
