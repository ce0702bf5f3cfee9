import type { TokenKind } from './tokens.ts';

export type Verdict = 'yes' | 'no' | 'depends';

/** One thing a token is wanted for, and whether Wise lets it. `says` is one or two sentences. */
export type TokenAbility = { id: AbilityId; title: string; verdict: Verdict; says: string };

/** Where PSD2 binds a personal token: the European Economic Area (EU, Iceland, Liechtenstein, Norway) and the United Kingdom, ISO 3166-1 alpha-2. */
export const PSD2_COUNTRIES: readonly string[] = [
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
  'GB',
];

type AbilityId = (typeof ABILITIES)[number]['id'];
type Answer = readonly [verdict: Verdict, says: string];
/** One answer, or one that depends on where the profiles are. */
type Row = Readonly<Record<TokenKind, Answer | ((region: Region) => Answer)>>;
type Region = { place: 'inside' | 'outside' | 'both' | 'unknown'; countries: string };

const FOR_APPLICATION: Answer = ['no', 'It needs the application token, which client id and secret fetch.'];
const FOR_A_PERSON: Answer = ['no', 'It speaks for the application alone. A user or personal token is needed.'];

/** PSD2: what a personal token may not do in the EU and UK. */
function byRegion({ place, countries }: Region): Answer {
  if (place === 'inside') return ['no', `Not for a profile in the EU, EEA or UK (${countries}): PSD2 keeps personal tokens from it. A user token can.`];
  if (place === 'outside') return ['yes', `The profile is outside the EU, EEA and UK (${countries}). Wise may ask for SCA.`];
  if (place === 'both') return ['depends', `Of its profiles (${countries}), those in the EU, EEA or UK cannot: PSD2 keeps personal tokens from it there.`];
  return ['depends', 'In the EU, EEA and UK it cannot (PSD2). Test the token to learn where its profiles are.'];
}

function scaOfPersonal({ place, countries }: Region): Answer {
  if (place === 'inside') return ['no', `Wise says that the old way, a signature with a key of one’s own, has ended in the UK and EEA (${countries}).`];
  return ['depends', 'The old way, a signature with a key of one’s own (RSA, 2048 bits or more), has ended in the UK and EEA. Elsewhere Wise’s answer decides.'];
}

/** What Wise's guides say of each kind of token. */
const ABILITIES = [
  {
    id: 'profiles', title: 'List profiles',
    row: { application: FOR_A_PERSON, user: ['yes', 'Those of the person who gave consent.'], personal: ['yes', 'Those of the person who made it.'] },
  },
  {
    id: 'fund-transfers', title: 'Fund transfers',
    row: { application: FOR_A_PERSON, user: ['yes', 'Wise asks for SCA, with two factors of different kinds.'], personal: byRegion },
  },
  {
    id: 'statements', title: 'Read balance statements',
    row: { application: FOR_A_PERSON, user: ['yes', 'Wise asks for SCA once, then not for five minutes.'], personal: byRegion },
  },
  {
    id: 'sca', title: 'Pass SCA when Wise asks for it',
    row: { application: FOR_A_PERSON, user: ['yes', 'With PIN, device fingerprint, phone code or face map, as far as they are enrolled.'], personal: scaOfPersonal },
  },
  {
    id: 'profile-webhooks', title: 'Webhook subscriptions of a profile',
    row: { application: FOR_A_PERSON, user: ['yes', 'Of the profiles it sees.'], personal: ['yes', 'Of the profiles it sees.'] },
  },
  {
    id: 'application-webhooks', title: 'Webhook subscriptions of the application',
    row: { application: ['yes', 'They need the client key of the application too.'], user: FOR_APPLICATION, personal: FOR_APPLICATION },
  },
  {
    id: 'upload-keys', title: 'Upload JOSE keys and fetch Wise’s',
    row: { application: ['yes', 'Signing and encryption keys, over the API.'], user: FOR_APPLICATION, personal: FOR_APPLICATION },
  },
  {
    id: 'jose-playground', title: 'Call the JOSE playground',
    row: { application: ['yes', 'Signed, encrypted, or both.'], user: FOR_APPLICATION, personal: FOR_APPLICATION },
  },
  {
    id: 'make-users', title: 'Make users and enrol their phone numbers',
    row: { application: ['yes', 'With a registration code for each user.'], user: FOR_APPLICATION, personal: FOR_APPLICATION },
  },
  {
    id: 'other-calls', title: 'Other calls for a profile',
    row: { application: FOR_A_PERSON, user: ['yes', 'As far as the consent goes.'], personal: ['depends', 'Some endpoints refuse personal tokens. Wise’s answer decides.'] },
  },
  {
    id: 'renewal', title: 'Renew itself',
    row: {
      application: ['yes', 'It ends after 12 hours; a new one is fetched with client id and secret.'],
      user: ['depends', 'It ends after 12 hours; with its refresh token, which lasts up to 20 years, the next is made. Without one, consent is needed again.'],
      personal: ['no', 'Wise states no end. It works until it is deleted where it was made.'],
    },
  },
] as const satisfies readonly { id: string; title: string; row: Row }[];

/**
 * What a token of this kind can and cannot do at Wise, to be told before Wise answers 403.
 * `countries`: of the profiles it sees (ISO 3166-1 alpha-2); one that is not known as `undefined`, none at all while nothing is known.
 */
export function abilitiesOf(kind: TokenKind, countries: readonly (string | undefined)[]): TokenAbility[] {
  const region = regionOf(countries);
  return ABILITIES.map(({ id, title, row }: { id: AbilityId; title: string; row: Row }) => {
    const found = row[kind];
    const [verdict, says] = typeof found === 'function' ? found(region) : found;
    return { id, title, verdict, says };
  });
}

function regionOf(countries: readonly (string | undefined)[]): Region {
  const known = [...new Set(countries.map((country) => country?.trim().toUpperCase()))];
  const names = known.filter((country) => country !== undefined && /^[A-Z]{2}$/.test(country));
  const [inside, outside] = [names.filter(isBound), names.filter((country) => !isBound(country))];
  const told = names.join(', ');
  if (inside.length > 0 && (outside.length > 0 || names.length < known.length)) return { place: 'both', countries: told };
  if (names.length === 0 || names.length < known.length) return { place: 'unknown', countries: told };
  return { place: inside.length > 0 ? 'inside' : 'outside', countries: told };
}

function isBound(country: string | undefined): boolean {
  return country !== undefined && PSD2_COUNTRIES.includes(country);
}
