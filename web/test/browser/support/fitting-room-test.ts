import { afterAll, beforeAll } from 'vitest';
import { openBrowser, type TestBrowser, type TestBrowserOptions } from './browser.ts';
import { startTestServer, type TestServer } from './server.ts';

export interface FittingRoomTest {
  readonly server: TestServer;
  readonly browser: TestBrowser;
}

/**
 * A server with the built app and a first visitor's browser, for all tests of the file that calls
 * this; both are ended after them.
 *
 * @param prepare Called once with the new browser, before it has opened anything.
 * @param settings Of the server, beside its own.
 * @returns what may be read once the tests run.
 */
export function fittingRoomTest(
  options: TestBrowserOptions = {},
  prepare: (browser: TestBrowser) => Promise<void> = async () => undefined,
  settings: Readonly<Record<string, string>> = {},
): FittingRoomTest {
  let server: TestServer | null = null;
  let browser: TestBrowser | null = null;
  beforeAll(async () => {
    server = await startTestServer(settings);
    browser = await openBrowser(options);
    await prepare(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });
  const running = <T>(part: T | null): T => {
    if (part === null) throw new Error('The server and the browser run only during tests.');
    return part;
  };
  return {
    get server() {
      return running(server);
    },
    get browser() {
      return running(browser);
    },
  };
}
