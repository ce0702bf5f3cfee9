/** Where PSD2 or its British twin rules: the EU, Iceland, Liechtenstein, Norway, and the United Kingdom. ISO 3166-1 alpha-2. */
const COUNTRIES: ReadonlySet<string> = new Set(
  ['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
);

export const isUnderPsd2 = (country: string): boolean => COUNTRIES.has(country);
