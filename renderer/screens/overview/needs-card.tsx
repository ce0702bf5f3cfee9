import { Button } from '@mantine/core';
import IconHourglassLow from '@tabler/icons-react/dist/esm/icons/IconHourglassLow.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import type { Icon } from '@tabler/icons-react';
import { Card } from '../../components/card.tsx';
import { Pill } from '../../components/pill.tsx';
import { go, type Place } from '../../place.ts';
import type { Need } from './needs.ts';
import styles from './overview.module.css';

const MOST = 5;

const LOOKS: Record<Need['kind'], { icon: Icon; to(keyId: string): Place }> = {
  expired: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  expiring: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  upload: { icon: IconUpload, to: (keyId) => ({ screen: 'keys', keyId }) },
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

/** What needs somebody, soonest first. */
export function NeedsCard({ needs }: { needs: readonly Need[] }) {
  const more = needs.length - MOST;
  return (
    <Card title="Needs you" aside={more > 0 ? `${more.toLocaleString('en')} more under Keys` : needs.length > 1 && 'most pressing first'}>
      {needs.length === 0 ? (
        <p className={styles.quiet}>Nothing. Keys that end within 30 days, wait for their upload or for their first call show up here.</p>
      ) : (
        <ul className={styles.needs}>
          {needs.slice(0, MOST).map((need, index) => (
            <NeedRow key={need.keyId} need={need} first={index === 0} />
          ))}
        </ul>
      )}
    </Card>
  );
}
