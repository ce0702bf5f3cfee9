/** A number as people write it, without what only spaces it out; 00 in front is +. */
export function tidyNumber(typed: string): string {
  return typed.trim().replace(/^00/, '+').replaceAll(/[\s().\-/\u2010-\u2015]/g, '');
}

/** ITU-T E.164: a plus sign, the country, at most 15 digits. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}
