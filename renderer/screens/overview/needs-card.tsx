import { Button } from '@mantine/core';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconHourglassLow from '@tabler/icons-react/dist/esm/icons/IconHourglassLow.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import type { Icon } from '@tabler/icons-react';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Pill } from '../../components/pill.tsx';
import type { ShownError } from '../../lib/error-text.ts';
import { go, type Place } from '../../place.ts';
import type { Need } from './needs.ts';
import styles from './overview.module.css';

const MOST = 5;

const LOOKS: Record<Need['kind'], { icon: Icon; to(keyId: string): Place }> = {
  expired: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  expiring: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  upload: { icon: IconUpload, to: (keyId) => ({ screen: 'keys', keyId }) },
  'no-key': { icon: IconKey, to: () => ({ screen: 'keys', making: true }) },
  try: { icon: IconPlayerPlay, to: (keyId) => ({ screen: 'playground', keyId, runNow: true }) },
};

function NeedRow({ need, first }: { need: Need; first: boolean }) {
  const look = LOOKS[need.kind];
  return (
    <li className={styles.need}>
      <span className={styles.icon} data-tone={need.tone}>
        <look.icon size={17} stroke={1.8} aria-hidden />
      </span>
      <div style={{ minWidth: 0 }}>
        <div className={`cut ${styles.title}`} title={need.title}>
          {need.title}
        </div>
        <div className={styles.says}>{need.says}</div>
      </div>
      <Pill tone={need.tone}>{need.pill}</Pill>
      <Button size="compact-md" variant={first ? 'filled' : 'default'} onClick={() => go(look.to(need.keyId))}>
        {need.action}
      </Button>
    </li>
  );
}

function Nothing() {
  return (
    <div className={styles.nothing}>
      <span className={styles.icon} data-tone="ok">
        <IconChecks size={17} stroke={1.8} aria-hidden />
      </span>
      <div>
        <div className={styles.title}>Nothing</div>
        <div className={styles.says}>A key that ends within 30 days, waits for its upload or its first call, and a broken link to Wise show up here.</div>
      </div>
    </div>
  );
}

type Props = {
  needs: readonly Need[];
  /** Why calls do not get through, when the last check said so. */
  broken: ShownError | undefined;
};

/** What needs somebody: a broken chain first, then keys, the most pressing first. */
export function NeedsCard({ needs, broken }: Props) {
  const more = needs.length - MOST;
  return (
    <Card title="Needs you" aside={more > 0 ? `${more.toLocaleString('en')} more under Keys` : needs.length > 1 && 'most pressing first'}>
      {broken && (
        <div className={styles.broken}>
          <ErrorBox error={broken} />
        </div>
      )}
      {needs.length === 0 ? (
        !broken && <Nothing />
      ) : (
        <ul className={styles.needs}>
          {needs.slice(0, MOST).map((need, index) => (
            <NeedRow key={need.keyId || need.kind} need={need} first={index === 0} />
          ))}
        </ul>
      )}
    </Card>
  );
}
