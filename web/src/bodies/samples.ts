import type { Category } from '@fitroom/shared/garment/vocabulary';

/** A drawn garment picture that ships with the app. */
export interface Sample {
  readonly id: string;
  readonly category: Category;
  /** By language. */
  readonly names: Readonly<Record<string, string>>;
  readonly url: string;
  readonly fileName: string;
}

interface SampleEntry {
  readonly id: string;
  readonly file: string;
  readonly category: Category;
  readonly names: Readonly<Record<string, string>>;
}

const FOLDER = '../../../presets/samples';
const lists = import.meta.glob<{ readonly samples: readonly SampleEntry[] }>(
  '../../../presets/samples/samples.json',
  { eager: true },
);
const urls = import.meta.glob<string>('../../../presets/samples/*.{png,jpg,jpeg,webp}', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The drawn samples, in the order of their list. */
export function drawnSamples(): Sample[] {
  const entries = lists[`${FOLDER}/samples.json`]?.samples ?? [];
  return entries.flatMap(({ id, file, category, names }) => {
    const url = urls[`${FOLDER}/${file}`];
    return url ? [{ id, category, names, url, fileName: file }] : [];
  });
}
