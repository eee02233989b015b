import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Nothing in these reaches out of the machine or differs between runs. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Before code of the inference runtime is compiled anew, to run faster, it has to have run fifteen times as long as
  // usual: for the one or two photos of a visit that compiling took as long as everything else. The results are the same.
  '--js-flags=--wasm-tiering-budget=200000000',
];

export interface TestBrowserOptions {
  readonly language?: 'en-US' | 'ko-KR';
  readonly isPhone?: boolean;
  readonly flags?: readonly string[];
  /**
   * False: a browser without WebGL, which shows still pictures. Software drawing takes most of a 3D
   * visit's time; tests of what is not drawn do without. Default true.
   */
  readonly hasWebGl?: boolean;
  /**
   * 'block': nothing is kept for the next visit, which costs a first one 37 MB of files that are fetched again and
   * written; tests that are never without a server do without. Default 'allow'.
   */
  readonly serviceWorkers?: 'allow' | 'block';
}

export interface TestBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and uncaught exceptions so far, in any page. */
  readonly errors: string[];
  close(): Promise<void>;
}

/** A Chromium with an empty profile of its own, as a first visitor has it. */
export async function openBrowser(options: TestBrowserOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'fitroom-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.FITROOM_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      ...FLAGS,
      ...(options.hasWebGl === false ? ['--disable-3d-apis'] : []),
      ...(options.flags ?? []),
    ],
    locale: options.language ?? 'en-US',
    viewport: options.isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    hasTouch: options.isPhone ?? false,
    isMobile: options.isPhone ?? false,
    reducedMotion: 'reduce',
    serviceWorkers: options.serviceWorkers ?? 'allow',
  });
  const errors: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    context,
    page,
    errors,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
