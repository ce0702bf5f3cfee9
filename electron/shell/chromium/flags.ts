import { devNull } from 'node:os';
import { join } from 'node:path';

export interface FlagOptions {
  profileDir: string;
  width: number;
  height: number;
  /** Painted until the page is there. CSS colour. */
  background: string;
  title: string;
  headless: boolean;
  /** Without Chrome's own sandbox: only where it cannot work at all. */
  noSandbox: boolean;
}

/** Nothing of the browser that is not ours: no first-run pages, no updates, no reports, no stores. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=Translate,AutofillServerCommunication,OptimizationHints,MediaRouter,PasswordManagerOnboarding,InterestFeedContentSuggestions',
  // Hides the bars about unsupported flags and about being driven.
  '--test-type',
];

/** Everything is served from memory: no name resolves, no peer connection goes around that. */
const OFFLINE = ['--host-resolver-rules=MAP * ~NOTFOUND', '--force-webrtc-ip-handling-policy=disable_non_proxied_udp'];

/** Nobody looks, so no graphics processor is started: half of a browser's start where there is none. Pictures have the same letters everywhere. */
const HEADLESS = ['--headless', '--hide-scrollbars', '--disable-gpu', '--disable-software-rasterizer', '--font-render-hinting=none'];

/** The command line of the browser. It holds no secret and opens no port. */
export function browserFlags(options: FlagOptions): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${options.profileDir}`,
    `--window-size=${options.width},${options.height}`,
    ...QUIET,
    ...OFFLINE,
    ...(options.noSandbox ? ['--no-sandbox'] : []),
    ...firstPage(options),
  ];
}

/**
 * What the browser gets in its environment, on Linux. Caches of its libraries go into the profile and are cleaned with it.
 * A crash dump would hold what was typed: Chrome keeps dumps beside its default profile, whatever `--disable-breakpad` says, and makes none where there can be no such folder.
 */
export function browserEnvironment(profileDir: string): Record<string, string> {
  return { CHROME_CONFIG_HOME: devNull, XDG_CACHE_HOME: join(profileDir, 'cache') };
}

/** A window without address bar (`--app`) cannot start at an invented origin: it starts at a blank page of our colour and is led on. */
function firstPage({ headless, title, background }: FlagOptions): string[] {
  const blank = blankPage(title, background);
  return headless ? [...HEADLESS, blank] : [`--app=${blank}`];
}

function blankPage(title: string, background: string): string {
  return `data:text/html,${encodeURIComponent(`<title>${plain(title)}</title><body style="background:${plain(background)}">`)}`;
}

/** Without what could be markup. */
function plain(text: string): string {
  return text.replaceAll(/[^\w #(),.%-]/g, '');
}
