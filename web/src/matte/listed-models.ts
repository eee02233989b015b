import { type MatteModel, readMatteModels } from '@fitroom/shared/schemas/matte-model';

const manifests = import.meta.glob<unknown>('../../../models/matte-models.json', {
  eager: true,
  import: 'default',
});

/** The networks of models/matte-models.json. */
export function listedModels(): readonly MatteModel[] {
  return Object.values(manifests).flatMap(readMatteModels);
}
