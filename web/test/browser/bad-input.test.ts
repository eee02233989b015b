import { expect, test } from 'vitest';
import { badFiles } from './support/bad-files.ts';
import { choosePhoto, openApp, problemShown, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

/** A sentence and what to do: shorter than this it would be a code. */
const LEAST_LETTERS = 40;

const room = fittingRoomTest({ hasWebGl: false });

test('each bad file is refused in words, and the next photo works', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  const good = await drawnTop([40, 150, 70]);
  for (const { what, code, file } of await badFiles(good)) {
    await choosePhoto(page, file);
    // The one before stays on screen until this one is refused.
    await page
      .waitForFunction(
        (wanted) =>
          document.querySelector<HTMLElement>('[data-problem]')?.dataset.problem === wanted,
        code,
        { timeout: 60_000 },
      )
      .catch(async () => expect(await problemShown(page), what).toMatchObject({ code }));
    const { text } = await problemShown(page);
    expect(text.length, what).toBeGreaterThan(LEAST_LETTERS);
    await page.click('button:text-is("Close")');
  }
  await choosePhoto(page, good);
  const result = await resultAfter(page, null);
  expect(result.isValid).toBe(true);
  expect(errors).toEqual([]);
});
