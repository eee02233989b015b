import { BaseSequencer } from 'vitest/node';

/**
 * Files that take half a minute or more, longest first: the last to begin would be waited for by all other cores.
 * Vitest itself knows how long each took only where it has run before, which in CI it never has.
 */
const LONGEST = [
  'server/test/medium/photos.test.ts',
  'server/test/medium/stress.test.ts',
  'server/test/medium/cli-outfit.test.ts',
  'server/test/medium/api-outfit.test.ts',
  'server/test/medium/distributed.test.ts',
  'server/test/medium/api-neural.test.ts',
  'shared/test/medium/poses.test.ts',
  // After the photos, whose command keeps what the network says of each.
  'server/test/medium/reading.test.ts',
  'shared/test/medium/generated-meshes.test.ts',
  'server/test/medium/api-networks.test.ts',
  'server/test/medium/cli-tryon.test.ts',
  'web/test/browser/generators.test.ts',
  'web/test/browser/everyday.test.ts',
  'web/test/browser/server-job.test.ts',
  'web/test/browser/matte-model.test.ts',
  'web/test/browser/offline.test.ts',
  'web/test/browser/journey.test.ts',
  'web/test/browser/same-everywhere.test.ts',
  'web/test/browser/adjust.test.ts',
  'web/test/browser/own-mesh.test.ts',
];

const placeOf = ({ moduleId }) => {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place < 0 ? LONGEST.length : place;
};

/** Begins with the files that take longest; the rest goes in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
