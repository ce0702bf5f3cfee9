import type { USER_LANGUAGES } from '../../../shared/ipc/user-methods.ts';

/** Wise's codes are of languages, but for `US` and `HK`. */
export const LANGUAGE_NAMES: Record<(typeof USER_LANGUAGES)[number], string> = {
  EN: 'English (EN)',
  US: 'English, United States (US)',
  PT: 'Portuguese (PT)',
  ES: 'Spanish (ES)',
  FR: 'French (FR)',
  DE: 'German (DE)',
  IT: 'Italian (IT)',
  JA: 'Japanese (JA)',
  RU: 'Russian (RU)',
  PL: 'Polish (PL)',
  HU: 'Hungarian (HU)',
  TR: 'Turkish (TR)',
  RO: 'Romanian (RO)',
  NL: 'Dutch (NL)',
  HK: 'Chinese, Hong Kong (HK)',
};
