import {
  type CatalogueModel,
  type ModelCatalogue,
  megabytesOf,
} from '@fitroom/shared/schemas/generator-model';
import type { Settings } from '../config/settings.ts';
import { type acceptedLicences, isAccepted } from '../models/licence-acceptance.ts';
import type { InstalledModel } from '../models/model-folder.ts';

interface TableContext {
  readonly catalogue: ModelCatalogue;
  readonly accepted: Awaited<ReturnType<typeof acceptedLicences>>;
  readonly settings: Pick<Settings, 'acceptNonCommercial'>;
  readonly isJson: boolean;
}

/** All models with their state, for people or programs. */
export function modelsTable(
  rows: readonly { readonly model: CatalogueModel; readonly installed: InstalledModel }[],
  { catalogue, accepted, settings, isJson }: TableContext,
): string {
  const described = rows.map(({ model, installed }) => ({
    name: model.name,
    state: installed.state,
    faults: installed.faults,
    megabytes: installed.manifest
      ? Math.ceil(installed.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6)
      : megabytesOf(model),
    licence: model.licence,
    commercial_use: model.commercial_use,
    accepted: settings.acceptNonCommercial === '1' || isAccepted(model, accepted),
    needed_by: generatorsWith(catalogue, ({ needs }) => needs.includes(model.name)),
    optional_for: generatorsWith(catalogue, ({ may_use }) => may_use.includes(model.name)),
    precision: installed.manifest?.exported.precision ?? null,
  }));
  if (isJson) return `${JSON.stringify(described, null, 2)}\n`;
  const cells = described.map((row) => [
    row.name,
    row.faults.length > 0 ? `${row.state} (${row.faults[0]})` : row.state,
    `${row.megabytes} MB`,
    row.licence,
    row.commercial_use ? 'yes' : row.accepted ? 'no, accepted' : 'no, to be accepted',
    row.needed_by.join(', ') || `${row.optional_for.join(', ')} (optional)`,
  ]);
  const table = [['NAME', 'STATE', 'SIZE', 'LICENCE', 'COMMERCIAL USE', 'FOR'], ...cells];
  const widths = table[0]!.map((_, n) => Math.max(...table.map((row) => row[n]!.length)));
  return table
    .map(
      (row) =>
        `${row
          .map((cell, n) => cell.padEnd(widths[n]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Each once, whatever the quality. */
function generatorsWith(
  { generators }: ModelCatalogue,
  isMeant: (row: ModelCatalogue['generators'][number]) => boolean,
): string[] {
  return [...new Set(generators.filter(isMeant).map(({ generator }) => generator))];
}
