import { expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { draftPattern } from './draft-pattern.ts';

it('widens no bodysuit below its side seams, where nothing goes round the hip', () => {
  const { panels, authoredEase } = draftPattern(exampleReading('bodysuit'), exampleBody(), {
    ease: 'slim',
    knownWidthCm: null,
  });
  const [panel] = panels;
  const side = panel!.edges.find(({ name }) => name === 'side-left')!;
  const lowest = panel!.outline[2 * side.to + 1]!;
  expect(lowest).toBeLessThan(panel!.outline[2 * side.from + 1]!);
  // What has a facing only moves width from the back to the front.
  const widened = authoredEase.filter(
    ({ amount, across, facing }) => across === true && amount > 0 && facing === undefined,
  );
  expect(widened.filter(({ y }) => y < lowest)).toHaveLength(0);
});
