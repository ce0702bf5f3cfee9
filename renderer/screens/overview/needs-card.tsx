import { Button } from '@mantine/core';
import IconCertificate from '@tabler/icons-react/dist/esm/icons/IconCertificate.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconHelp.mjs';
import IconHourglassLow from '@tabler/icons-react/dist/esm/icons/IconHourglassLow.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { Icon } from '@tabler/icons-react';
import type { KeySummary } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Pill } from '../../components/pill.tsx';
import type { ShownError } from '../../lib/error-text.ts';
import { go, type Place } from '../../place.ts';
import { useStart } from '../rotation/act.ts';
import { rotationTargets } from '../rotation/standing.ts';
import type { Need } from './needs.ts';
import styles from './overview.module.css';

const MOST = 5;

const LOOKS: Record<Need['kind'], { icon: Icon; to(keyId: string, need: Need): Place }> = {
  expired: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  expiring: { icon: IconHourglassLow, to: (likeKeyId) => ({ screen: 'keys', making: true, likeKeyId }) },
  rotation: { icon: IconRefresh, to: (_, { rotationId }) => ({ screen: 'rotation', ...(rotationId && { id: rotationId }) }) },
  upload: { icon: IconUpload, to: (keyId) => ({ screen: 'keys', keyId }) },
  'certificate-ended': { icon: IconCertificate, to: (_, { certificateId }) => ({ screen: 'new-certificate', ...(certificateId && { replaces: certificateId }) }) },
  'certificate-ending': { icon: IconCertificate, to: (_, { certificateId }) => ({ screen: 'new-certificate', ...(certificateId && { replaces: certificateId }) }) },
  certificate: { icon: IconCertificate, to: (_, { certificateId }) => ({ screen: 'new-certificate', ...(certificateId && { certificateId }) }) },
  approval: { icon: IconChecklist, to: () => ({ screen: 'approvals' }) },
  'lost-answer': { icon: IconHelp, to: () => ({ screen: 'approvals' }) },
  token: { icon: IconCoins, to: (_, { tokenId, action }) => ({ screen: 'tokens', ...(tokenId && { tokenId }), ...(action === 'Ask anew' && { consenting: true }) }) },
  'no-key': { icon: IconKey, to: () => ({ screen: 'keys', making: true }) },
  try: { icon: IconPlayerPlay, to: (keyId) => ({ screen: 'playground', keyId, runNow: true }) },
};

function NeedRow({ need, first, keySummary }: { need: Need; first: boolean; keySummary: KeySummary | undefined }) {
  const look = LOOKS[need.kind];
  const start = useStart();
  const act = () => (need.action === 'Rotate' && keySummary ? start.mutate(rotationTargets(keySummary)) : go(look.to(need.keyId, need)));
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
      <Button size="compact-md" variant={first ? 'filled' : 'default'} loading={start.isPending} onClick={act}>
        {need.action}
      </Button>
      {start.error && (
        <div className={styles.fault}>
          <ErrorBox error={start.error} />
        </div>
      )}
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
        <div className={styles.says}>A key or certificate that ends soon or is half-way there, a token that Wise takes no more, a rotation under way and a broken link to Wise show up here.</div>
      </div>
    </div>
  );
}

type Props = {
  needs: readonly Need[];
  keys: readonly KeySummary[];
  /** Why calls do not get through, when the last check said so. */
  broken: ShownError | undefined;
};

/** What needs somebody: a broken chain first, then certificates, tokens and keys, the most pressing first. */
export function NeedsCard({ needs, keys, broken }: Props) {
  const more = needs.length - MOST;
  const ending = needs.filter((need) => need.action === 'Rotate' && need.keyId !== '').length;
  const aside = more > 0 ? `${more.toLocaleString('en')} more` : needs.length > 1 && 'most pressing first';
  const all = ending > 1 && (
    <Button size="compact-sm" variant="subtle" onClick={() => go({ screen: 'rotation' })}>
      Rotate many
    </Button>
  );
  return (
    <Card title="Needs you" aside={(aside || all) && <>{aside}{all}</>}>
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
            <NeedRow key={need.rotationId ?? need.certificateId ?? need.tokenId ?? (need.keyId || need.kind)} need={need} keySummary={keys.find((key) => key.id === need.keyId)} first={index === 0} />
          ))}
        </ul>
      )}
    </Card>
  );
}
