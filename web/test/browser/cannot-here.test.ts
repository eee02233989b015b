import { expect, test } from 'vitest';
import { choosePhoto, openApp, problemShown, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

/** A browser whose worker for networks has no WebAssembly, as some policies and modes have it. */
const room = fittingRoomTest(
  // A service worker's cache would answer before the route below.
  { hasWebGl: false, serviceWorkers: 'block' },
  async ({ context }) => {
    await context.route('**/inference.worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: `delete self.WebAssembly;\n${await response.text()}`,
      });
    });
  },
);

test('what this device cannot do is named, and done on the server once that was agreed to', async () => {
  const { page } = room.browser;
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  await openApp(page, room.server.url);
  await choosePhoto(page, await drawnTop([40, 150, 70]));
  const problem = await problemShown(page);
  expect(problem.code).toBe('device-runtime');
  expect(problem.text).toMatch(/WebAssembly/);
  await page.getByRole('button', { name: 'Try it on the server' }).click();
  const consent = page.locator('[data-role="consent"]');
  await consent.waitFor();
  expect(await consent.getAttribute('data-leaves')).toBe('photo');
  expect(await consent.innerText()).toMatch(/This browser lacks what this step runs on/);
  expect(posts, 'nothing leaves before the answer').toEqual([]);
  await page.getByRole('button', { name: 'Send it' }).click();
  expect((await resultAfter(page, null)).isValid).toBe(true);
  expect(posts[0]).toBe('/clothes/upload-image');
});
