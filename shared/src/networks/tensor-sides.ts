import type { ModelManifest } from '../schemas/generator-model.ts';

/**
 * The sides of a graph's input or output as its manifest lists them. Models for tests have small ones.
 *
 * @returns -1 for a side that may vary.
 * @throws {Error} when the manifest has no such graph or tensor of so many sides.
 */
export function tensorSides(
  { name: model, graphs }: Pick<ModelManifest, 'name' | 'graphs'>,
  graphName: string,
  tensorName: string,
  count: number,
): number[] {
  const graph = graphs.find(({ name }) => name === graphName);
  const tensor = [...(graph?.inputs ?? []), ...(graph?.outputs ?? [])].find(
    ({ name }) => name === tensorName,
  );
  if (tensor?.shape.length !== count) {
    throw new Error(
      `The manifest of ${model} has no ${tensorName} of ${count} sides in the graph ${graphName}. Export the model anew.`,
    );
  }
  return tensor.shape.map((side) => (typeof side === 'number' ? side : -1));
}
