import type { KeyState } from '../../shared/model/views.ts';
import { Pill, type Tone } from './pill.tsx';

/** How each state of a key is told. */
export const KEY_STATES: Record<KeyState, { word: string; tone: Tone; says: string }> = {
  made: { word: 'made, not uploaded', tone: 'plain', says: 'Wise does not have it yet.' },
  uploaded: { word: 'uploaded', tone: 'plain', says: 'Wise took it; no call with it has been verified yet.' },
  active: { word: 'active', tone: 'ok', says: 'A call with it has been verified.' },
  expiring: { word: 'expiring', tone: 'warn', says: 'It ends soon.' },
  replaced: { word: 'replaced', tone: 'plain', says: 'A successor is used in its place; it still works.' },
  retired: { word: 'retired', tone: 'plain', says: 'Kept for the record; used no more, nor offered.' },
  expired: { word: 'ended', tone: 'bad', says: 'It is past its end date; Wise refuses it.' },
};

export function KeyStatePill({ state }: { state: KeyState }) {
  const { word, tone, says } = KEY_STATES[state];
  return (
    <Pill tone={tone} title={says}>
      {word}
    </Pill>
  );
}
