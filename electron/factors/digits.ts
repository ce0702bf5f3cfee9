const ZERO = 0x30;

/** The digits of a PIN or a code as ASCII; the array is filled with zeros. Whoever asked for the bytes does the same with them in the end. */
export function takeDigits(digits: number[]): Buffer {
  const bytes = Buffer.alloc(digits.length);
  for (const [at, digit] of digits.entries()) bytes[at] = ZERO + digit;
  digits.fill(0);
  return bytes;
}
