import { fieldErrors, json, statusError, type Answer } from '../answers.ts';
import { requireApplicationToken, requireUserToken } from '../authorization.ts';
import { quote, type Call, type Require } from '../call.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { people, personByEmail, personById, type Person } from '../people.ts';
import type { Route } from '../route.ts';
import type { SandboxUser } from '../state.ts';
import type { World } from '../world.ts';

/** Those that Wise's sign-up takes. */
const LANGUAGES = ['EN', 'US', 'PT', 'ES', 'FR', 'DE', 'IT', 'JA', 'RU', 'PL', 'HU', 'TR', 'RO', 'NL', 'HK'];
const SHORTEST_CODE = 32;
const LONGEST = 254;
/** They are kept with the vault. */
const MOST_USERS = 1000;

export const userRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/user/signup/registration_code', about: 'make a user: {email, registrationCode, language} with an application token', handle: signUp },
  { method: 'POST', path: '/v1/users/exists', about: 'whether there is a user: {email} with an application token', handle: exists },
  { method: 'GET', path: '/v1/users/{userId}', about: 'the user whose token it is', handle: show },
];

const EMAIL: FieldRule = { path: 'email', rule: 'an email address', fits: isEmail };
const SIGN_UP: readonly FieldRule[] = [
  EMAIL,
  { path: 'registrationCode', rule: `a text of at least ${SHORTEST_CODE} characters`, fits: (value) => typeof value === 'string' && value.length >= SHORTEST_CODE && value.length <= 1000, isSecret: true },
  { path: 'language', rule: `one of ${LANGUAGES.join(', ')}, or left out`, fits: (value) => value === undefined || LANGUAGES.includes(String(value)) },
];

function isEmail(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST && /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(value);
}

/** Answers the user; 400 with every field that does not fit; 409 where there is a user of that address. */
function signUp(call: Call, world: World): Answer {
  requireApplicationToken(call, world);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, SIGN_UP);
  const email = String(body['email']);
  const isNew: Require = call.checks.refusingWith(() => fieldErrors(409, [alreadyThere(email)]));
  isNew('email', !personByEmail(world.store, email), 'Nobody has this address yet.', 'There is a user of this address.');
  const hasRoom: Require = call.checks.refusingWith((words) => fieldErrors(400, [{ code: 'LIMIT_REACHED', message: words, path: '', arguments: [] }]));
  hasRoom('limit', world.store.state.users.length < MOST_USERS, 'There is room for another user.', `The built-in sandbox keeps at most ${MOST_USERS} users.`);
  const made = newUser(email, String(body['registrationCode']), world);
  world.store.change({ users: [...world.store.state.users, made] });
  return json(200, view(made));
}

/** With one personal profile in the United Kingdom. */
function newUser(email: string, registrationCode: string, world: World): SandboxUser {
  const everyone = people(world.store);
  const id = Math.max(...everyone.map((one) => one.id)) + 1;
  const profileId = Math.max(...everyone.flatMap((one) => one.profiles.map((profile) => profile.id))) + 1;
  return { id, email, registrationCode, createdAt: new Date(world.now()).toISOString(), profiles: [{ id: profileId, type: 'PERSONAL', name: nameOf(email), country: 'GB' }] };
}

/** `new.user@domain.com` is called "New User". */
function nameOf(email: string): string {
  const words = email.split('@')[0]!.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ') || 'New User';
}

const alreadyThere = (email: string) => ({ code: 'NOT_UNIQUE', message: "You're already a member. Please login", path: 'email', arguments: ['email', 'class com.transferwise.fx.api.ApiRegisterCommand', email] });

function exists(call: Call, world: World): Answer {
  requireApplicationToken(call, world);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, [EMAIL]);
  return json(200, { exists: personByEmail(world.store, String(body['email'])) !== undefined });
}

function show(call: Call, world: World): Answer {
  const { userId } = requireUserToken(call, world);
  const own: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  own('user', call.params['userId'] === String(userId), 'It is the user whose token this is.', `User ${quote(call.params['userId'])} is not the one whose token this is.`);
  return json(200, view(personById(world.store, userId)!));
}

/** A user without a name is one that has not filled anything in yet. */
function view(person: Person): Record<string, unknown> {
  const isKnown = person.registrationCode === undefined;
  return { id: person.id, name: isKnown ? (person.profiles[0]?.name ?? null) : null, email: person.email, active: true, details: isKnown ? detailsOf(person) : null };
}

function detailsOf({ profiles }: Person): Record<string, unknown> {
  const [firstName = '', ...rest] = (profiles[0]?.name ?? '').split(' ');
  return { firstName, lastName: rest.join(' '), phoneNumber: '+447700900456' };
}
