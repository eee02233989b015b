/**
 * Folder of the GLB decoder; the name changes with its version, so that it can be cached for good.
 * Read by the build as well (build-steps/serve-draco.ts).
 */
export const DRACO_PATH = '/assets/draco-three-187/';
