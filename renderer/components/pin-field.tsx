import { useEffect } from 'react';
import { call } from '../api.ts';
import { DigitBoxes } from './digit-boxes.tsx';

let shown = 0;

function protect(on: boolean): void {
  void call('app.protectContent', { on }).catch(() => undefined);
}

/** Keeps the window out of screenshots as long as any PIN field is there. */
function useProtectedContent(): void {
  useEffect(() => {
    if (shown++ === 0) protect(true);
    return () => {
      if (--shown === 0) protect(false);
    };
  }, []);
}

const DIGITS = 4;

type Props = { label?: string; describedBy?: string | undefined; isBad?: boolean; isPending: boolean; takesFocus?: boolean; onPin(digits: number[]): Promise<unknown> };

/** Four digits that are nowhere in the page: the input holds bullets, the digits lie in an array that is wiped. Sent with the fourth. */
export function PinField({ label = 'PIN, four digits', onPin, ...rest }: Props) {
  useProtectedContent();
  return <DigitBoxes label={label} length={DIGITS} shows="nothing" onWhole={onPin} {...rest} />;
}
