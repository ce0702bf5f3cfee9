import { chromium, type Browser, type Page } from '@playwright/test';
import { chooseBrowser } from '../electron/shell/chromium/choose-browser.ts';

/** The person's own browser, beside the app's window: it trusts no CA of ours and knows nothing of the app. */
export class OwnBrowser {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(): Promise<OwnBrowser> {
    const { executable, env, noSandbox } = await chooseBrowser(true);
    const args = ['--headless=shell', '--disable-gpu', ...(noSandbox ? ['--no-sandbox'] : [])];
    return new OwnBrowser(await chromium.launch({ executablePath: executable, args, env: { ...process.env, ...env } as Record<string, string> }));
  }

  /** `trusting`: as if the company had brought its own CA into the browser. */
  async visit(url: string, { trusting = false } = {}): Promise<Page> {
    const page = await this.#browser.newPage({ ignoreHTTPSErrors: trusting, viewport: { width: 1280, height: 800 } });
    await page.goto(url);
    return page;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
