import type { Run } from '../../../shared/model/views.ts';
import type { WithKind } from './open-with.ts';
import type { TokenKind } from './peek.ts';

/** `read`: decoded only, which proves nothing. */
export type Tone = 'ok' | 'bad' | 'read';

export type Opened = { run: Run; using: WithKind };

/** Green is only for what a key has proved. */
export function toneOf({ run, using }: Opened): Tone {
  if (!run.ok) return 'bad';
  return using === 'nothing' ? 'read' : 'ok';
}

const TITLES: Record<TokenKind, Record<Tone, string>> = {
  jws: { read: 'A signed message, not verified', ok: 'The signature holds', bad: 'This signature does not hold' },
  jwe: { read: 'An encrypted message, still closed', ok: 'Decrypted', bad: 'This message does not open' },
};

/** Where the pasted message stands. */
export function openTitle(kind: TokenKind | undefined, opened: Opened | undefined): string {
  if (!opened) return 'Open any JWS or JWE';
  const tone = toneOf(opened);
  // What failed while it was only decoded is no question of keys.
  if (!kind || (tone === 'bad' && isRefusedUnread(opened.run))) return 'This message is refused';
  return TITLES[kind][tone];
}

function isRefusedUnread(run: Run): boolean {
  return run.steps.find((step) => step.state === 'failed')?.id === 'decode';
}

export function composeTitle(run: Run | undefined): string {
  if (!run) return 'Compose a token of your own';
  return run.ok ? 'The token is made' : 'No token was made';
}

/** A signed message that came out of a decryption, to be opened in its turn. */
export function innerToken({ steps }: Run): string | undefined {
  const decrypted = steps.findIndex((step) => step.id === 'decrypt');
  const blocks = decrypted < 0 ? [] : steps.slice(decrypted).flatMap((step) => step.blocks);
  return blocks.map((block) => block.text.trim()).find((text) => /^[\w-]+\.[\w-]*\.[\w-]+$/.test(text));
}
