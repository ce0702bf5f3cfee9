import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { Pill, type Tone } from '../../components/pill.tsx';
import { standingOf } from './words.ts';

type Look = { tone: Tone; word: string; says: string };

const LOOKS: Record<'due' | 'ended' | 'covered', Look> = {
  due: { tone: 'warn', word: 'ends soon', says: 'It is within its lead time.' },
  ended: { tone: 'bad', word: 'ended', says: 'It is past its end.' },
  covered: { tone: 'plain', word: 'stops nothing', says: 'A successor is in use, or Wise does not have it.' },
};
const RENEWED: Look = { tone: 'plain', word: 'renews itself', says: 'A new one is fetched when it is needed.' };

/** What its end means; nothing where nobody needs to do anything yet. */
export function StandingPill({ item, now }: { item: ExpiryItem; now: number }) {
  const standing = standingOf(item, now);
  if (standing === 'ok') return null;
  const { tone, word, says } = standing === 'covered' && item.kind === 'token' ? RENEWED : LOOKS[standing];
  return (
    <Pill tone={tone} title={says}>
      {word}
    </Pill>
  );
}
