import { json, statusError, type Answer } from '../answers.ts';
import { requireUserToken } from '../authorization.ts';
import { quote, type Call, type Require } from '../call.ts';
import { nameUuid } from '../money/name-uuid.ts';
import { personById, type Person } from '../people.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

type SandboxProfile = Person['profiles'][number];

export const profileRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/profiles', about: 'the profiles of the person whose token it is', handle: (call, world) => list(call, world) },
  { method: 'GET', path: '/v2/profiles/{profileId}', about: 'one of them', handle: show },
];

function list(call: Call, world: World): Answer {
  const person = owner(call, world);
  return json(200, person.profiles.map((profile) => view(profile, person)));
}

/** 403 for a profile of somebody else's, and for one that is nobody's: which it is is not told. */
function show(call: Call, world: World): Answer {
  const person = owner(call, world);
  const id = call.params['profileId'];
  const found = person.profiles.find((one) => String(one.id) === id);
  const own: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  own('profile', found, 'The profile is the token owner’s.', `Profile ${quote(id)} is not one of this token’s owner.`);
  return json(200, view(found, person));
}

const owner = (call: Call, world: World): Person => personById(world.store, requireUserToken(call, world).userId)!;

/** What both types have, and what each has of its own. */
function view(profile: SandboxProfile, person: Person): Record<string, unknown> {
  const { id, type, name } = profile;
  const address = addressOf(profile);
  return {
    type,
    id,
    publicId: nameUuid(`profile ${id}`),
    userId: person.id,
    address,
    email: person.email,
    createdAt: person.createdAt,
    updatedAt: person.createdAt,
    currentState: 'VISIBLE',
    contactDetails: { email: person.email, phoneNumber: '+447700900123' },
    ...(type === 'PERSONAL' ? personal(name) : business(name, address)),
    fullName: name,
  };
}

function personal(name: string): Record<string, unknown> {
  const [firstName = '', ...rest] = name.split(' ');
  return { avatar: null, firstName, lastName: rest.join(' '), dateOfBirth: '1985-05-20', phoneNumber: '+447700900456', secondaryAddresses: [] };
}

function business(businessName: string, address: Record<string, unknown>): Record<string, unknown> {
  return {
    businessName,
    registrationNumber: '07209813',
    descriptionOfBusiness: 'SOFTWARE_DEVELOPMENT',
    webpage: 'https://business.example.com',
    companyType: 'LIMITED_COMPANY',
    companyRole: 'OWNER',
    businessFreeFormDescription: 'Invented for the built-in sandbox.',
    firstLevelCategory: 'TECHNOLOGY',
    secondLevelCategory: 'SOFTWARE_SERVICES',
    operationalAddresses: [address],
  };
}

/** ISO 3166-1: alpha-3, a town and its post code, by alpha-2. */
const COUNTRIES: Readonly<Record<string, readonly [iso3: string, city: string, postCode: string]>> = {
  GB: ['gbr', 'London', 'E1 6JJ'],
  US: ['usa', 'New York', '10001'],
  DE: ['deu', 'Berlin', '10115'],
  EE: ['est', 'Tallinn', '10111'],
};

export function addressOf({ id, country }: SandboxProfile): Record<string, unknown> {
  const [iso3, city = 'Springfield', postCode = '10001'] = COUNTRIES[country] ?? [];
  return { id, addressFirstLine: '1 Sandbox Street', city, countryIso2Code: country, ...(iso3 ? { countryIso3Code: iso3 } : {}), postCode, stateCode: country === 'US' ? 'NY' : null };
}
