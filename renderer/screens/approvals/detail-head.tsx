import { Menu } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import type { ReactNode } from 'react';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import { useTell } from '../../api.ts';
import { Countdown } from '../../components/countdown.tsx';
import { MoreMenu } from '../../components/more-menu.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { amountText } from '../../lib/money.ts';
import { clockText } from '../../lib/clock-text.ts';
import { until } from '../../lib/dates.ts';
import { tell, tellFailure } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { kindLine } from './words.ts';
import styles from './detail.module.css';

const ORIGINS: Partial<Record<ApprovalItem['origin'], string>> = {
  link: 'This came by a link. Read it as you would a letter from a stranger.',
  file: 'This came in a file. Read it as you would a letter from a stranger.',
  webhook: 'A message that said it was from Wise brought this. What is shown was asked of Wise.',
};

/** Whose words a note is. */
const NOTES: Partial<Record<ApprovalItem['origin'], string>> = { link: 'Note in the link, in the words of whoever made it', file: 'Note in the file, in the words of whoever made it' };

function Origin({ origin }: Pick<ApprovalItem, 'origin'>) {
  const says = ORIGINS[origin];
  if (!says) return null;
  return (
    <p className={styles.origin} data-tone={origin === 'webhook' ? 'plain' : 'warn'}>
      <IconAlertTriangle size={17} aria-hidden /> {says}
    </p>
  );
}

/** Of a call by itself this stands in full below. */
const SENDS = /^Sends (GET|POST|PUT|PATCH|DELETE) /;

type Fact = { label: string; value: ReactNode };

function factsOf({ reference, amount, fee, targetAmount, madeBy, madeAt, expiresAt, profileName, profileId, transfers }: ApprovalItem): Fact[] {
  const made = [madeBy, madeAt && <When key="at" iso={madeAt} as="happened" />].filter(Boolean);
  const facts: (Fact | undefined | false)[] = [
    reference !== undefined && { label: 'Reference', value: reference },
    fee && { label: 'Fee', value: amountText(fee) },
    // In the same currency it is the amount without the fee, which stands below.
    targetAmount && targetAmount.currency !== amount?.currency && { label: 'Payee gets', value: amountText(targetAmount) },
    transfers !== undefined && { label: 'Transfers', value: transfers.toLocaleString('en') },
    made.length > 0 && { label: 'Made', value: made.length === 2 ? <>{made[0]}, {made[1]}</> : made[0] },
    expiresAt !== undefined && { label: 'Answer within', value: <Countdown to={expiresAt} /> },
    profileId !== undefined && { label: 'Profile', value: <span title={`Profile ${profileId}`}>{profileName ?? profileId}</span> },
  ];
  return facts.filter((fact) => typeof fact === 'object');
}

function ItemMenu({ item }: { item: ApprovalItem }) {
  const copy = useTell('approvals.copyLink');
  const discard = useTell('approvals.discard');
  const { connectionId, key, origin, approval } = item;
  return (
    <MoreMenu>
      <Menu.Item onClick={() => copy.mutate({ connectionId, key }, { onSuccess: () => tell('Link copied. It shows the same here or at a colleague’s; it sends nothing.'), onError: tellFailure })}>Copy a link to this</Menu.Item>
      {origin !== 'wise' && approval?.state !== 'unclear' && <Menu.Item onClick={() => discard.mutate({ connectionId, key }, { onError: tellFailure })}>Take it out of the inbox</Menu.Item>}
    </MoreMenu>
  );
}

/** How long the proofs are worth something. */
function TokenPill({ endsAt }: { endsAt: string }) {
  const left = until(endsAt, useNow(1000));
  return left > 0 ? <Pill tone="plain">one-time token, {clockText(left)} left</Pill> : null;
}

/** Amount, payee and all that is known of it, in plain words; what Wise did not tell is said. */
export function DetailHead({ item }: { item: ApprovalItem }) {
  const { amount, payee, title, kind, approval, does, missing, note } = item;
  const endsAt = approval?.state === 'unclear' ? undefined : approval?.token?.endsAt;
  const line = kindLine(item);
  const name = kind === 'fund-batch' ? title : payee?.name;
  return (
    <>
      <Origin origin={item.origin} />
      <header className={styles.head}>
        <div className={styles.words}>
          <p className={styles.kind}>{line}</p>
          <h2 className={amount ? styles.big : styles.long}>{amount ? amountText(amount) : title}</h2>
          {amount && name !== undefined && (
            <p className={styles.to}>
              {kind === 'fund-transfer' ? 'to ' : ''}
              <strong>{name}</strong>
              {kind !== 'fund-batch' && payee?.account !== undefined && <span className="number">, {payee.account}</span>}
              {name !== title && !title.startsWith('Transfer ') && `, ${title}`}
            </p>
          )}
        </div>
        {endsAt !== undefined && <TokenPill endsAt={endsAt} />}
        <ItemMenu item={item} />
      </header>
      <dl className={styles.facts}>
        {factsOf(item).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.does}>
        {does.filter((sentence) => kind !== 'call' || !SENDS.test(sentence)).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {note !== undefined && (
          <figure className={styles.note}>
            <figcaption>{NOTES[item.origin] ?? 'Note'}</figcaption>
            <blockquote>{note}</blockquote>
          </figure>
        )}
        {missing.length > 0 && <p className="dim">Wise did not tell: {missing.join(', ')}.</p>}
      </div>
    </>
  );
}
