import { Skeleton } from '@mantine/core';
import { useDelayed } from '../lib/delayed.ts';

/** Grey lines in the place of what is coming, from 150 ms on. */
export function Loading({ lines = 5 }: { lines?: number }) {
  if (!useDelayed(true)) return null;
  return (
    <div role="status" aria-label="Loading" style={{ padding: 14, display: 'grid', gap: 12 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={18} animate={false} width={`${88 - (line % 3) * 14}%`} />
      ))}
    </div>
  );
}
