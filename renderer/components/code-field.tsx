import { DigitBoxes } from './digit-boxes.tsx';

const DIGITS = 6;

type Props = { describedBy?: string | undefined; isBad?: boolean; isPending: boolean; onCode(digits: number[]): Promise<unknown> };

/** The six digits that came to the phone. Sent with the sixth, then empty again. */
export function CodeField({ onCode, ...rest }: Props) {
  return <DigitBoxes label="Code, six digits" length={DIGITS} shows="digits" onWhole={onCode} {...rest} />;
}
