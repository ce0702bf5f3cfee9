import type { KeyEvent } from '../../../shared/model/views.ts';

/** How what happens to a key is called. */
export const KEY_EVENTS: Readonly<Record<KeyEvent['kind'], string>> = {
  made: 'Made here',
  imported: 'Imported',
  uploaded: 'Uploaded to Wise',
  'first-used': 'First used',
  replaced: 'Replaced',
  restored: 'Back in use',
  retired: 'Retired',
  exported: 'Private half exported',
};
