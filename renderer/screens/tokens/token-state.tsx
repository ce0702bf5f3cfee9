import type { TokenState } from '../../../shared/model/tokens.ts';
import { Pill } from '../../components/pill.tsx';
import { TOKEN_STATES } from './looks.ts';

export function TokenStatePill({ state }: { state: TokenState }) {
  const { word, tone, icon: StateIcon, says } = TOKEN_STATES[state];
  return (
    <Pill tone={tone} title={says}>
      <StateIcon size={13} stroke={2} aria-hidden /> {word}
    </Pill>
  );
}
