import { expect, test } from 'vitest';
import type { ReceiverView } from '../../../shared/model/webhooks.ts';
import { makeDelivery, makeSubscription } from '../../testing/webhooks.ts';
import { receiverTitle, subscriptionsTitle, wiseCaTitle } from './titles.ts';

test('subscriptions are counted, and those without mTLS named', () => {
  const one = makeSubscription();
  expect(subscriptionsTitle('application', undefined, true)).toBe('Something is missing to see what the application gets');
  expect(subscriptionsTitle('profile', [], false)).toBe('Wise tells this profile nothing yet');
  expect(subscriptionsTitle('application', [one], false)).toBe('1 subscription of the application');
  expect(subscriptionsTitle('application', [one, { ...one, mtlsEnabled: false }], false)).toBe('2 subscriptions of the application, 1 without mTLS');
});

test('the receiver says how what arrived stands', () => {
  const view: ReceiverView = { isRunning: true, mtls: true, deliveries: [], refused: [] };
  const [good, bad] = [true, false].map((isGood) => makeDelivery(makeSubscription(), 'x', isGood, true)) as [ReceiverView['deliveries'][number], ReceiverView['deliveries'][number]];
  expect(receiverTitle({ ...view, isRunning: false })).toBe('See what a webhook looks like when it arrives');
  expect(receiverTitle(view)).toBe('Listening; nothing has arrived yet');
  expect(receiverTitle({ ...view, refused: [{ at: '', says: '' }] })).toBe('Listening; every sender was turned away');
  expect(receiverTitle({ ...view, deliveries: [good] })).toBe('1 delivery arrived, verified');
  expect(receiverTitle({ ...view, deliveries: [good, good] })).toBe('2 deliveries arrived, all verified');
  expect(receiverTitle({ ...view, deliveries: [bad, good] })).toBe('2 deliveries arrived, 1 not verified');
});

test('the CA is there or not', () => {
  expect(wiseCaTitle({ source: 'none', certificates: [] })).toBe('Wise’s CA is not here yet');
  expect(wiseCaTitle({ source: 'built-in', certificates: [] })).toBe('The built-in sandbox brings its own CA');
});
