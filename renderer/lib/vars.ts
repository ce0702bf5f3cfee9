import type { CSSProperties } from 'react';

/** Custom properties for a `style` attribute, which React's types do not know. */
export function vars(values: Record<`--${string}`, string>): CSSProperties {
  return values as CSSProperties;
}
