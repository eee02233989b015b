import { readFileSync } from 'node:fs';
import { openBrowser } from './support/browser.ts';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { startTestServer } from './support/server.ts';

const [photo, tag, lang, phone] = process.argv.slice(2);
const server = await startTestServer();
const browser = await openBrowser({
  language: lang === 'ko' ? 'ko-KR' : 'en-US',
  isPhone: phone === 'phone',
});
const { page, errors } = browser;
try {
  await openApp(page, server.url);
  await page.waitForTimeout(1500);
  await choosePhoto(page, { name: 'p.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photo!) });
  let r = await resultAfter(page, null);
  console.log(
    'first',
    await page.locator('[data-result]').evaluate((e) => e.parentElement!.innerText.slice(0, 60)),
  );
  await page.screenshot({ path: `/tmp/web-shots/${tag}-1.png`, fullPage: phone === 'phone' });
  await page.locator('[data-role="adjust"]').scrollIntoViewIfNeeded();
  await page.screenshot({ path: `/tmp/web-shots/${tag}-2.png` });
  const names = await page
    .locator('[data-landmark]')
    .evaluateAll((es) =>
      es.map(
        (e) =>
          (e as HTMLElement).dataset.landmark +
          ((e as HTMLElement).dataset.unsure === 'true' ? '?' : ''),
      ),
    );
  console.log(names.join(' '));
  for (let i = 0; i < 4; i++) {
    const began = performance.now();
    await page.locator('[data-landmark]').nth(3).focus();
    await page.keyboard.press(i % 2 ? 'Shift+ArrowDown' : 'Shift+ArrowUp');
    r = await resultAfter(page, r.id);
    console.log(
      'refit',
      Math.round(performance.now() - began - 500),
      await page.evaluate(() =>
        document
          .querySelector('[data-result]')!
          .parentElement!.parentElement!.innerText.slice(0, 40)
          .replace(/\n/g, ' '),
      ),
    );
  }
  console.log(
    (await page
      .locator('[data-result] pre')
      .innerText()
      .catch(() => '')) || (await page.locator('[data-result] pre').textContent()),
  );
  const h = page.locator('[data-landmark]').nth(2);
  const b = (await h.boundingBox())!;
  await page.mouse.move(b.x + 16, b.y + 16);
  await page.mouse.down();
  await page.mouse.move(b.x + 30, b.y + 30);
  await page.screenshot({ path: `/tmp/web-shots/${tag}-3.png` });
  await page.mouse.up();
  console.log('errors', errors);
} finally {
  await browser.close();
  await server.dispose();
}
