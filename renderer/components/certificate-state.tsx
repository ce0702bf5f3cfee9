import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import IconCalendarX from '@tabler/icons-react/dist/esm/icons/IconCalendarX.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import type { Icon } from '@tabler/icons-react';
import type { CertificateState } from '../../shared/model/certificates.ts';
import { Pill, type Tone } from './pill.tsx';

/** How each state of a client certificate is told: word, icon and colour together. */
export const CERTIFICATE_STATES: Record<CertificateState, { word: string; tone: Tone; icon: Icon; says: string }> = {
  requested: { word: 'requested', tone: 'plain', icon: IconHourglass, says: 'Key and CSR are there; the certificate has not come back yet.' },
  issued: { word: 'not proved', tone: 'plain', icon: IconFileText, says: 'It came back; no call with it has gone through yet.' },
  proved: { word: 'proved', tone: 'plain', icon: IconShieldCheck, says: 'A call with it went through; the connection does not use it yet.' },
  active: { word: 'in use', tone: 'ok', icon: IconCircleCheck, says: 'Every call of its connection carries it.' },
  expiring: { word: 'ends soon', tone: 'warn', icon: IconClock, says: 'Every call of its connection carries it, and it ends soon.' },
  replaced: { word: 'replaced', tone: 'plain', icon: IconArrowsExchange, says: 'Another is used in its place; it still works.' },
  retired: { word: 'retired', tone: 'plain', icon: IconArchive, says: 'Kept for the record; used no more, nor offered.' },
  expired: { word: 'ended', tone: 'bad', icon: IconCalendarX, says: 'It is past its end; every server refuses it.' },
};

export function CertificateStatePill({ state }: { state: CertificateState }) {
  const { word, tone, icon: StateIcon, says } = CERTIFICATE_STATES[state];
  return (
    <Pill tone={tone} title={says}>
      <StateIcon size={13} stroke={2} aria-hidden /> {word}
    </Pill>
  );
}
