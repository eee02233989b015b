import type { Unwrapper } from '@fitroom/shared/finishing/unwrap';
import { unwrapWithWatlas } from '@fitroom/shared/finishing/unwrap-with-watlas';

/**
 * Cuts meshes into charts in a worker; the library and its wasm are fetched from the app at the first use. The
 * build takes out of it what the content policy refuses: web/build-steps/watlas-without-strings.ts.
 */
export const unwrap: Unwrapper = unwrapWithWatlas(() => import('watlas'));
