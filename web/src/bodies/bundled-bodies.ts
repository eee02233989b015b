import { AVATAR_IDS } from '@fitroom/shared/garment/vocabulary';
import type { Body } from './body.ts';

/** The parts of an avatar record that the list shows; the worker checks the whole record. */
interface RecordHead {
  readonly id: string;
  readonly name: string;
  readonly height_cm: number;
}

// The one place where the app reaches into presets/; everything else gets a Body.
const FOLDER = '../../../presets/bodies';
const glbUrls = import.meta.glob<string>('../../../presets/bodies/*.glb', {
  query: '?url',
  import: 'default',
  eager: true,
});
const recordUrls = import.meta.glob<string>('../../../presets/bodies/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const heads = import.meta.glob<RecordHead>('../../../presets/bodies/*.json', { eager: true });
const thumbnailUrls = import.meta.glob<string>('../../../presets/bodies/*.{png,webp}', {
  query: '?url',
  import: 'default',
  eager: true,
});

const absolute = (url: string) => new URL(url, document.baseURI).href;

/** The bodies that ship with the app, in the order of the vocabulary. */
export function bundledBodies(): Body[] {
  return AVATAR_IDS.flatMap((id) => {
    const head = heads[`${FOLDER}/${id}.json`];
    const glbUrl = glbUrls[`${FOLDER}/${id}.glb`];
    const recordUrl = recordUrls[`${FOLDER}/${id}.json`];
    if (!head || !glbUrl || !recordUrl) return [];
    const thumbnailUrl =
      thumbnailUrls[`${FOLDER}/${id}.webp`] ?? thumbnailUrls[`${FOLDER}/${id}.png`];
    return [
      {
        id,
        name: head.name,
        heightCm: head.height_cm,
        thumbnailUrl: thumbnailUrl ?? null,
        glbUrl: absolute(glbUrl),
        source: { id, glbUrl: absolute(glbUrl), recordUrl: absolute(recordUrl) },
      },
    ];
  });
}
