import { json, noContent, type Answer } from '../answers.ts';
import { quote, type Call, type Require } from '../call.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { personById, type Person } from '../people.ts';
import type { Route } from '../route.ts';
import { enrolledOf, setPhone } from '../sca/factors.ts';
import { codedError, requireNamedUser } from '../sca/require.ts';
import type { Enrolled } from '../sca/saved.ts';
import type { World } from '../world.ts';

const NUMBERS = '/v1/application/users/{userId}/phone-numbers';
const FIRST_ID = 1001;
/** E.164. */
const NUMBER: FieldRule = { path: 'phoneNumber', rule: 'a phone number such as +447700900123', fits: (value) => typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value) };

export const phoneNumberRoutes: readonly Route[] = [
  { method: 'GET', path: NUMBERS, about: 'the phone number of a user (application token)', handle: list },
  { method: 'POST', path: NUMBERS, about: 'enrol one, one a user: {"phoneNumber": ...} (application token)', handle: enrol },
  { method: 'PUT', path: `${NUMBERS}/{phoneNumberId}`, about: 'change it (application token)', handle: change },
  { method: 'DELETE', path: `${NUMBERS}/{phoneNumberId}`, about: 'remove it (application token)', handle: remove },
];

function list(call: Call, world: World): Answer {
  const phone = phoneOf(world, requireNamedUser(call, world));
  return json(200, phone ? [view(phone, world)] : []);
}

/** 409 where the user has one; 422 for a number of another user's. */
function enrol(call: Call, world: World): Answer {
  const person = requireNamedUser(call, world);
  const number = readNumber(call, world, person);
  const isFirst: Require = call.checks.refusingWith((words) => codedError(409, 'phone.number.already.setup', words));
  isFirst('unique', !phoneOf(world, person), 'The user has no phone number yet.', 'This user has a phone number already; there is one a user.');
  const ids = world.store.state.sca.enrolled.flatMap(({ phone }) => (phone ? [phone.id] : []));
  return save(world, person, { id: Math.max(FIRST_ID - 1, ...ids) + 1, number });
}

function change(call: Call, world: World): Answer {
  const person = requireNamedUser(call, world);
  const { id } = requireOwn(call, world, person);
  return save(world, person, { id, number: readNumber(call, world, person) });
}

function remove(call: Call, world: World): Answer {
  const person = requireNamedUser(call, world);
  requireOwn(call, world, person);
  setPhone(world.store, person.id, null);
  return noContent();
}

type PhoneNumber = NonNullable<Enrolled['phone']>;

const phoneOf = ({ store }: World, { id }: Person): PhoneNumber | undefined => enrolledOf(store, id)?.phone;

function save(world: World, { id }: Person, phone: PhoneNumber): Answer {
  setPhone(world.store, id, phone);
  return json(200, view(phone, world));
}

const view = ({ id, number }: PhoneNumber, { store }: World) => ({ id, phoneNumber: number, type: 'PRIMARY', verified: true, clientId: store.state.clientId });

/** Ends the call with 400 for a text that is no number, with 422 for one of another user's. */
function readNumber(call: Call, world: World, person: Person): string {
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, [NUMBER]);
  const number = String(body['phoneNumber']);
  const owner = world.store.state.sca.enrolled.find(({ userId, phone }) => phone?.number === number && userId !== person.id);
  const email = owner && personById(world.store, owner.userId)?.email;
  const isFree: Require = call.checks.refusingWith((words) => codedError(422, 'phone.number.repeated', words));
  isFree('free', !owner, 'No other user has this number.', `It's linked to an account with the email ****${email?.slice(email.indexOf('@')) ?? ''}`);
  return number;
}

/** The number that the path names. Ends the call with 404 where the user does not have it. */
function requireOwn(call: Call, world: World, person: Person): PhoneNumber {
  const phone = phoneOf(world, person);
  const id = call.params['phoneNumberId'];
  const there: Require = call.checks.refusingWith((words) => codedError(404, 'phone.number.not.found', words));
  there('phone number', phone && String(phone.id) === id, 'The user has this number.', `This user has no phone number ${quote(id)}.`);
  return phone;
}
