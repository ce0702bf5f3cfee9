import { makeCertificate, manyCertificates, mixedChecks, usingCertificate } from './certificates.ts';
import { builtIn, production, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';

type Part = Pick<World, 'connections' | 'certificates'>;

const live = (use: World['connections'][number]) => [{ ...builtIn, selected: false }, wiseSandbox, { ...use, selected: true }];

/** One that is in use, so many days before its end, over the built-in sandbox. */
export function oneCertificate(endsIn: number): Part {
  const certificate = makeCertificate({ state: endsIn < 0 ? 'expired' : endsIn <= 30 ? 'expiring' : 'active', endsIn, name: 'api-2026', isInUse: true });
  return { connections: [usingCertificate(builtIn, certificate)], certificates: [certificate] };
}

/** The certificate is there, but the server never asks for it. */
export function notSent(): Part {
  const certificate = makeCertificate({ name: 'api-2026' });
  return { connections: [usingCertificate(builtIn, certificate, 'not-asked')], certificates: [certificate] };
}

/** A certificate in each state, most of them of production; the one in use ends soon. */
export function everyCertificate(): Part {
  const over = production;
  const inUse = makeCertificate({ name: 'api-2026', state: 'expiring', endsIn: 12, over });
  const others = [
    makeCertificate({ name: 'portcullis-2026-11', state: 'requested', over }),
    makeCertificate({ name: 'batch-2027', state: 'issued', endsIn: 364, over, checks: mixedChecks() }),
    makeCertificate({ name: 'reporting', state: 'proved', endsIn: 301, over, origin: 'imported', kind: 'RSA 2048' }),
    makeCertificate({ name: 'api-2025', state: 'replaced', endsIn: 40, over, replacedBy: inUse.id, uses: 18_204 }),
    makeCertificate({ name: 'first-try', state: 'retired', endsIn: 90, over, uses: 3 }),
    makeCertificate({ name: 'api-2024', state: 'expired', endsIn: -33, over, kind: 'RSA 3072' }),
    makeCertificate({ name: 'sandbox-tests', state: 'active', endsIn: 200, over: wiseSandbox }),
    makeCertificate({ name: 'portcullis-2026-09', state: 'active', endsIn: 310, over: builtIn }),
  ];
  const connections = live(usingCertificate(production, inUse)).map((one) => {
    const own = others.find((certificate) => certificate.connectionId === one.id && certificate.isInUse);
    return own ? usingCertificate(one, own) : one;
  });
  return { connections, certificates: [inUse, ...others] };
}

/** A successor that has taken over; the old one still works. */
export function switchedCertificate(): Part {
  const old = makeCertificate({ name: 'api-2026', state: 'replaced', endsIn: 12, over: production });
  const next = { ...makeCertificate({ name: 'api-2027', state: 'active', endsIn: 364, over: production, replaces: old.id, uses: 41 }), step: 'retire' as const };
  return { connections: live(usingCertificate(production, next)), certificates: [next, { ...old, replacedBy: next.id }] };
}

/** A request over the Wise sandbox, to be issued by hand; Wise’s CA is not there. */
export function requestedByHand(): Part {
  const over = { ...wiseSandbox, name: 'Acme Payments', selected: true };
  return { connections: [{ ...builtIn, selected: false }, over], certificates: [makeCertificate({ name: 'portcullis-2026-11', state: 'requested', over })] };
}

/** It came back over the Wise sandbox, and some of its checks do not hold. */
export function issuedByHand(): Part {
  const { connections, certificates } = requestedByHand();
  const over = connections[1]!;
  return { connections, certificates: certificates.map(({ id, name }) => makeCertificate({ id, name, state: 'issued', endsIn: 364, over, checks: mixedChecks() })) };
}

/** Many, over every connection. */
export function veryManyCertificates(count: number): Part {
  const connections = live(production);
  return { connections, certificates: manyCertificates(count, connections) };
}
