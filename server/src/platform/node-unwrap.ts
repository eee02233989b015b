import type { Unwrapper } from '@fitroom/shared/finishing/unwrap';
import { unwrapWithWatlas } from '@fitroom/shared/finishing/unwrap-with-watlas';

/** Cuts meshes into charts on Node; the library is loaded at its first use. */
export const unwrap: Unwrapper = unwrapWithWatlas(() => import('watlas'));
