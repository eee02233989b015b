import { readReport } from '@fitroom/shared/schemas/report';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { readJson } from '../records/json-text.ts';

/**
 * How networks made a garment, as its own report tells: the reports of its fits say the same.
 *
 * @returns null of what networks did not make.
 */
export function originOf({
  report,
  category,
}: Pick<Cloth3dRow, 'report' | 'category'>): MeshOrigin | null {
  if (!report || category === null) return null;
  const told = readReport(readJson(report));
  const { photo, generator, generation } = told;
  if (!photo || !generator || !generation) return null;
  const { source, confidence } = told.category;
  return {
    photo,
    generator,
    generation,
    category: { value: category, source, confidence: confidence ?? 1 },
    notices: told.notices ?? [],
    // They were said when it was made.
    warnings: [],
  };
}
