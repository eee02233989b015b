import type { Page } from 'playwright-core';

/** Far above what a try-on takes; a loaded machine must not make a test fail. */
export const JOB_TIMEOUT_MS = 120_000;

/** Without it a page is asked sixty times a second, and drawn as often, for as long as a job takes. */
const POLL_MS = 100;

/** Opens the app and waits until the body stands in the viewer, as a still picture where there is no WebGL. */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await viewerIsReady(page);
}

export async function viewerIsReady(page: Page): Promise<void> {
  await page.waitForSelector('#viewer[aria-busy="false"] :is(canvas, img)', {
    timeout: JOB_TIMEOUT_MS,
  });
}

/**
 * The app as the test before left it, or opened where there was none. A page that is opened anew makes its workers,
 * networks and compiled code anew too, which takes longer than a job.
 *
 * @returns the result that is shown, for `resultAfter`.
 */
export async function appAsLeft(page: Page, url: string): Promise<string | null> {
  if (!page.url().startsWith(url)) await openApp(page, url);
  const shown = page.locator('[data-result]');
  return (await shown.count()) > 0 ? shown.getAttribute('data-result') : null;
}

export interface FileToGive {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Chooses a file as the file dialog does. */
export async function choosePhoto(page: Page, file: FileToGive): Promise<void> {
  await page.setInputFiles('input[data-role="photo"]', file);
}

/** Drops a file onto the page. */
export async function dropPhoto(page: Page, file: FileToGive): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      return data;
    },
    { name: file.name, type: file.mimeType, base64: file.buffer.toString('base64') },
  );
  for (const event of ['dragenter', 'dragover', 'drop'] as const) {
    await page.dispatchEvent('main', event, { dataTransfer: transfer });
  }
}

export interface ShownResult {
  readonly id: string;
  readonly isValid: boolean;
}

/** Waits for a result other than `before`, shown in the viewer. */
export async function resultAfter(page: Page, before: string | null): Promise<ShownResult> {
  await page.waitForFunction(
    (last) => {
      const problem = document.querySelector<HTMLElement>('[data-problem]');
      if (problem) return true;
      const result = document.querySelector<HTMLElement>('[data-result]');
      return result !== null && result.dataset.result !== last;
    },
    before,
    { timeout: JOB_TIMEOUT_MS, polling: POLL_MS },
  );
  const problem = await page.$('[data-problem]');
  // The log is folded away, so its text is not part of what is visible.
  if (problem) throw new Error(`The app says: ${await problem.textContent()}`);
  await viewerIsReady(page);
  const shown = page.locator('[data-result]');
  return {
    id: (await shown.getAttribute('data-result')) ?? '',
    isValid: (await shown.getAttribute('data-valid')) === 'true',
  };
}

/** Waits for a problem. @returns its code and its text. */
export async function problemShown(page: Page): Promise<{ code: string; text: string }> {
  const problem = page.locator('[data-problem]');
  await problem.waitFor({ timeout: JOB_TIMEOUT_MS });
  return {
    code: (await problem.getAttribute('data-problem')) ?? '',
    text: await problem.innerText(),
  };
}

/**
 * Notes whatever is spoken from now on: where a landmark is held is said only as long as it is, which may be over before a
 * test looks.
 */
export async function noteSpoken(page: Page): Promise<() => Promise<string[]>> {
  const notes = await page.evaluateHandle(() => {
    const said: string[] = [];
    new MutationObserver(() => {
      for (const status of document.querySelectorAll('[role="status"]')) {
        said.push(status.textContent ?? '');
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return said;
  });
  return () => notes.jsonValue();
}
