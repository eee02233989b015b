import { QUALITIES } from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import { NEURAL_NAMES } from '../config/network-settings.ts';
import { ownCommand } from '../config/own-command.ts';
import { licenceOf } from '../models/generator-licences.ts';
import { openModelCatalogue } from '../models/model-catalogue.ts';
import { MODEL_REASONS } from '../models/model-reasons.ts';
import type { HostedGenerator } from '../records/schema/stored-values.ts';
import { isAwake, listWorkers } from '../records/workers.ts';
import type { AppPorts } from './app-ports.ts';

/** The best first. */
const DEVICES = ['cuda', 'sidecar', 'cpu'];

export type GeneratorPorts = Pick<
  AppPorts,
  'database' | 'generators' | 'settings' | 'now' | 'workerId'
>;

/** Every neural generator, as the processes that run jobs have it: this one and those that are awake elsewhere. */
export async function findGenerators({
  database,
  generators,
  settings,
  now,
  workerId,
}: GeneratorPorts): Promise<ReadonlyMap<NeuralGeneratorName, HostedGenerator>> {
  const rows = await listWorkers(database);
  const hosts = [
    ...(settings.workers > 0 ? [await generators.list()] : []),
    ...rows
      // What this process says of itself is newer than what it wrote down at its last heartbeat.
      .filter((row) => row.id !== workerId && isAwake(row, now()))
      .map((row) => row.generators ?? []),
  ];
  return new Map(
    NEURAL_NAMES.map((id) => [
      id,
      together(
        id,
        hosts.flatMap((host) => host.filter((hosted) => hosted.id === id)),
      ),
    ]),
  );
}

function together(id: NeuralGeneratorName, hosted: readonly HostedGenerator[]): HostedGenerator {
  const running = hosted
    .filter(({ qualities }) => qualities.length > 0)
    .sort(
      (a, b) =>
        DEVICES.indexOf(a.device) - DEVICES.indexOf(b.device) ||
        (a.toDownloadMb ?? 0) - (b.toDownloadMb ?? 0),
    );
  const [best] = running;
  if (best) {
    const qualities = QUALITIES.filter((quality) =>
      running.some((one) => one.qualities.includes(quality)),
    );
    return { ...best, qualities };
  }
  const [first] = hosted;
  return (
    first ?? {
      id,
      ...licenceOf(openModelCatalogue(), id),
      qualities: [],
      device: 'cpu',
      reason: keepLine(MODEL_REASONS.nobodyAwake(ownCommand('worker'))),
    }
  );
}
