import { useState } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { go, type Place } from '../../place.ts';
import { defaultKey, offeredKeys, type Use } from './key-choice.ts';

type Pick = { offered: KeySummary[]; value: KeySummary | undefined };

/** The key chosen for each use: the one last asked for by the place, else the one picked before, else the connection's. */
export function usePicks(keys: readonly KeySummary[], place: Extract<Place, { screen: 'playground' }>, connection: ConnectionSummary): Record<Use, Pick> & { pick(keyId: string): void } {
  const [before, setBefore] = useState<readonly string[]>([]);
  const pickOf = (use: Use): Pick => {
    const offered = offeredKeys(keys, use, place.keyId);
    const value = offered.find((key) => key.id === place.keyId) ?? offered.find((key) => before.includes(key.id)) ?? defaultKey(offered, connection);
    return { offered, value };
  };
  const [signing, encryption] = [pickOf('signing'), pickOf('encryption')];
  const pick = (keyId: string) => {
    // The place names one key only; what was picked for the other use stays.
    setBefore([signing.value?.id, encryption.value?.id].filter((id) => id !== undefined));
    go({ screen: 'playground', ...(place.method && { method: place.method }), keyId });
  };
  return { signing, encryption, pick };
}
