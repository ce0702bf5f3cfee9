import { test as base } from '@playwright/test';
import dns from 'node:dns';
import { isIP } from 'node:net';
import { takeCallbackPort } from './callback-port.ts';
import { launch, newProfile, type Launched } from './launch.ts';
import { Wire } from './wire.ts';

/** The app under test on a profile of its own; it may be quit and started again on the same profile. */
export class AppUnderTest {
  readonly #profile: Awaited<ReturnType<typeof newProfile>>;
  #launched: Launched;
  /** Faults of the sandbox were switched on, so that it answered as Wise would not. */
  hasFaults = false;

  private constructor(profile: Awaited<ReturnType<typeof newProfile>>, launched: Launched) {
    this.#profile = profile;
    this.#launched = launched;
  }

  static async open(): Promise<AppUnderTest> {
    const profile = await newProfile();
    return new AppUnderTest(profile, await launch(profile.dir));
  }

  get profileDir(): string {
    return this.#profile.dir;
  }

  get page(): Launched['page'] {
    return this.#launched.page;
  }

  /** Everything main sent to the window since the last start, as JSON. */
  get sent(): string[] {
    return this.#launched.sent;
  }

  /** The addresses the app opened in the person's own browser since the last start. */
  get opened(): string[] {
    return this.#launched.opened;
  }

  /** The app itself, where it runs in this process: in the Chromium host. */
  get running(): NonNullable<Launched['running']> {
    if (!this.#launched.running) throw new Error('In Electron the app is another process.');
    return this.#launched.running;
  }

  quit(): Promise<void> {
    return this.#launched.quit();
  }

  /** Quits, does something to the profile, and starts again. */
  async restart(between: () => unknown = () => undefined): Promise<void> {
    await this.quit();
    await between();
    this.#launched = await launch(this.profileDir);
  }

  async remove(): Promise<void> {
    await this.quit();
    await this.#profile.remove();
  }
}

/** Whether the app runs in this process, so that a test can reach into it. */
export const inProcess = process.env.E2E_HOST !== 'electron';

type Fixtures = {
  /** It asks for consent: see `takeCallbackPort`. */
  needsCallbackPort: boolean;
  callbackPort: void;
  app: AppUnderTest;
};

/** Long enough for all that may have it before. */
const LONGEST_WAIT_FOR_PORT_MS = 600_000;

/** Every test gets an app of its own, on a fresh profile. The port is taken before that and let go of after it. */
export const test = base.extend<Fixtures>({
  needsCallbackPort: [false, { option: true }],
  callbackPort: [
    async ({ needsCallbackPort }, use) => {
      const release = needsCallbackPort ? await takeCallbackPort() : undefined;
      await use();
      await release?.();
    },
    { auto: true, timeout: LONGEST_WAIT_FOR_PORT_MS },
  ],
  // Playwright wants a destructuring pattern, even an empty one.
  app: async ({}, use) => {
    const wire = new Wire();
    const app = await AppUnderTest.open();
    await use(app);
    await app.remove();
    if (!app.hasFaults) await wire.check();
  },
});

stayOnThisMachine();

/** No test of ours calls anybody: for every name but localhost there is no address, as on a machine without a network. */
function stayOnThisMachine(): void {
  const lookup = dns.lookup.bind(dns) as (...args: unknown[]) => void;
  const guarded = (host: string, ...rest: unknown[]): void => {
    if (host === 'localhost' || isIP(host)) return lookup(host, ...rest);
    const answer = rest.at(-1) as (error: Error) => void;
    process.nextTick(answer, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host }));
  };
  Object.assign(dns, { lookup: guarded });
}
