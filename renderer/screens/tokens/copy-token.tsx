import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { useTell } from '../../api.ts';

const SAID_FOR_MS = 4000;

/** Copies the access token through main; it is never in the page. */
export function CopyToken({ token: { id, label }, onFailed }: { token: TokenSummary; onFailed(error: NonNullable<ReturnType<typeof useTell<'tokens.copy'>>['error']>): void }) {
  const [said, setSaid] = useState(false);
  const copy = useTell('tokens.copy');
  const done = () => {
    setSaid(true);
    setTimeout(() => setSaid(false), SAID_FOR_MS);
  };
  return (
    <Button variant="default" title="Cleared from the clipboard after 30 s" aria-label={said ? undefined : `Copy the access token of ${label}`} onClick={() => copy.mutate({ tokenId: id }, { onSuccess: done, onError: onFailed })}>
      <span aria-live="polite">{said ? 'Copied, cleared in 30 s' : 'Copy'}</span>
    </Button>
  );
}
