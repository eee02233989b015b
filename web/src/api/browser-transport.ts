import { type ApiClient, createApiClient } from '@fitroom/shared/client/api-client';
import type { CancelSignal } from '@fitroom/shared/job/context';
import { spokenLanguage } from '../i18n/spoken-language.ts';

function sleep(milliseconds: number, signal?: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    if (!(signal instanceof AbortSignal)) return;
    const onAbort = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * The API's client over this browser's fetch, in the language of the app.
 *
 * @param apiBase '' for the page's own origin.
 * @param apiKey asked at each call; null sends none.
 */
export function createBrowserClient(apiBase: string, apiKey: () => string | null): ApiClient {
  return createApiClient({
    baseUrl: apiBase,
    // Bound: the browser's fetch refuses to be called as a method of another object.
    fetch: fetch.bind(globalThis),
    sleep,
    apiKey,
    language: spokenLanguage,
  });
}
