/**
 * Something that ends with a recovery code to put away. While it lasts its screen stays, although the vault is open already.
 * `code` is there once main has answered.
 */
export type Ceremony = { kind: 'create' | 'recover'; code?: string };

let codesShown = 0;

/** A recovery code is on the screen, until the returned function is called. */
export function noteCodeShown(): () => void {
  codesShown++;
  return () => void codesShown--;
}

/** Whether a lock at this moment takes a recovery code away that nobody has said to have put away. */
export function isCodeShown(): boolean {
  return codesShown > 0;
}
