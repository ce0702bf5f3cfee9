/**
 * Something that ends with a recovery code to put away. While it lasts its screen stays, although the vault is open already.
 * `code` is there once main has answered.
 */
export type Ceremony = { kind: 'create' | 'recover'; code?: string };
