import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCalendarX from '@tabler/icons-react/dist/esm/icons/IconCalendarX.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { Icon } from '@tabler/icons-react';
import type { TokenEvent, TokenKind, TokenState } from '../../../shared/model/tokens.ts';
import type { Tone } from '../../components/pill.tsx';

/** How each state of a token is told: word, icon and colour together. */
export const TOKEN_STATES: Record<TokenState, { word: string; tone: Tone; icon: Icon; says: string }> = {
  live: { word: 'live', tone: 'ok', icon: IconCircleCheck, says: 'Wise takes it.' },
  due: { word: 'refreshes itself', tone: 'plain', icon: IconRefresh, says: 'Its access part ends; it is refreshed when it is next used.' },
  replace: { word: 'replace', tone: 'warn', icon: IconClock, says: 'It is older than you wanted. It still works.' },
  uncertain: { word: 'uncertain', tone: 'warn', icon: IconAlertTriangle, says: 'A refresh was sent and its answer never came.' },
  refused: { word: 'refused', tone: 'bad', icon: IconBan, says: 'Wise takes it no more.' },
  ended: { word: 'ended', tone: 'bad', icon: IconCalendarX, says: 'It is over, and nothing can renew it.' },
};

export const KIND_NAMES: Record<TokenKind, string> = { application: 'application token', user: 'user token', personal: 'personal token' };

/** How what happens to a token is called. */
export const TOKEN_EVENTS: Readonly<Record<TokenEvent['kind'], string>> = {
  made: 'Made',
  imported: 'Imported',
  tested: 'Tested',
  refreshed: 'Refreshed',
  renewed: 'Renewed by consent',
  refused: 'Refused by Wise',
  'answer-lost': 'Answer lost',
  copied: 'Copied',
};
