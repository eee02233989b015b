import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueModel } from '@fitroom/shared/schemas/generator-model';
import { z } from 'zod';
import { ModelError } from './model-error.ts';

const FILE = 'accepted-licences.json';
const AcceptedSchema = z.object({
  schema: z.literal(1),
  accepted: z.array(
    z.object({
      model: z.string(),
      licence: z.string(),
      at: z.iso.datetime(),
      /** Typed by an operator, or said by the environment. */
      by: z.enum(['operator', 'FITROOM_ACCEPT_NC']),
    }),
  ),
});
type Accepted = z.infer<typeof AcceptedSchema>['accepted'][number];

const fileIn = (modelsFolder: string) => join(modelsFolder, 'generators', FILE);

/**
 * Licences that forbid commercial use and were accepted for this folder of models. A file that cannot be
 * read counts as none: to ask again costs less than to assume.
 */
export async function acceptedLicences(modelsFolder: string): Promise<readonly Accepted[]> {
  const text = await readFile(fileIn(modelsFolder), 'utf8').catch(() => '');
  try {
    return AcceptedSchema.parse(JSON.parse(text)).accepted;
  } catch {
    return [];
  }
}

/** Whether a model may be used here as far as its licence is concerned; a licence of other words is another. */
export function isAccepted(
  { name, licence, commercial_use }: Pick<CatalogueModel, 'name' | 'licence' | 'commercial_use'>,
  accepted: readonly Accepted[],
): boolean {
  return (
    commercial_use || accepted.some((entry) => entry.model === name && entry.licence === licence)
  );
}

export interface Acceptance {
  /** FITROOM_ACCEPT_NC=1. */
  readonly byEnvironment: boolean;
  /** Shows the terms to an operator and asks; left out where nobody can be asked. */
  ask?(model: CatalogueModel): Promise<boolean>;
}

/**
 * Has a non-commercial licence accepted, once, and writes down that it was.
 *
 * @throws {ModelError} `licence-not-accepted`.
 */
export async function requireAcceptance(
  modelsFolder: string,
  model: CatalogueModel,
  { byEnvironment, ask }: Acceptance,
  now: Date,
): Promise<void> {
  const accepted = await acceptedLicences(modelsFolder);
  if (isAccepted(model, accepted)) return;
  if (!byEnvironment && !(await ask?.(model))) {
    throw new ModelError(
      'licence-not-accepted',
      `${model.title} is under ${model.licence} (${model.licence_url}), which forbids commercial use. ${model.terms} ` +
        `If that suits you, accept it: models pull ${model.name} --accept-nc, or set FITROOM_ACCEPT_NC=1.`,
    );
  }
  const entry: Accepted = {
    model: model.name,
    licence: model.licence,
    at: now.toISOString(),
    by: byEnvironment ? 'FITROOM_ACCEPT_NC' : 'operator',
  };
  const path = fileIn(modelsFolder);
  await mkdir(join(path, '..'), { recursive: true });
  const text = JSON.stringify({ schema: 1, accepted: [...accepted, entry] }, null, 2);
  await writeFile(`${path}.new`, `${text}\n`);
  await rename(`${path}.new`, path);
}
