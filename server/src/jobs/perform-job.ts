import { InputError } from '@fitroom/shared/job/input-error';
import type { Metrics } from '../metrics/metrics.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { findCloth, setClothSize } from '../records/clothes.ts';
import { findCloth3d, setCloth3dFiles } from '../records/clothes3d.ts';
import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { Database } from '../records/open-database.ts';
import { findPreset } from '../records/presets.ts';
import { findSession, setSessionFiles } from '../records/sessions.ts';
import type { JobEvents } from './job-events.ts';
import { JobReporter } from './job-reporter.ts';
import {
  type BodyFiles,
  GARMENT_NAME,
  type JobOutput,
  type JobRunner,
  type JobTask,
} from './job-task.ts';

export interface JobPorts {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly runner: JobRunner;
  readonly events: JobEvents;
  readonly metrics: Metrics;
}

/** The body on which a new garment is shown and by whose measures it is scaled. */
const SHOWN_ON = 'regular';

/**
 * Does one job from its row to its stored results. A row that was deleted or cancelled meanwhile
 * leaves nothing behind.
 *
 * @throws {InputError | ProblemError} why the job failed.
 */
export async function performJob(ports: JobPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  if (job.kind === 'inspect') return inspect(ports, job, signal);
  if (job.kind === 'generate') return generate(ports, job, signal);
  return fit(ports, job, signal);
}

async function inspect(ports: JobPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  const { database, store, runner } = ports;
  const cloth = findCloth(database, job.targetId);
  if (!cloth) return;
  const look = async (key: string) => {
    const task: JobTask = { kind: 'inspect', photo: await readObject(store, key) };
    const output = await runner.run(task, { progress() {}, log() {} }, signal);
    if (output.kind !== 'inspect') throw new Error('The runner answered another task.');
    return output;
  };
  // What the decoder says is surer than what the header says.
  setClothSize(database, cloth.id, await look(cloth.imageKey));
  if (cloth.backImageKey) {
    await look(cloth.backImageKey).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.code, `The photo of the back: ${error.message}`, { cause: error });
    });
  }
}

async function generate(ports: JobPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  const { database, store } = ports;
  const row = findCloth3d(database, job.targetId);
  const cloth = row && findCloth(database, row.clothId);
  if (!row || !cloth) return;
  const task: JobTask = {
    kind: 'generate',
    photo: await readObject(store, cloth.imageKey),
    body: await readBody(ports, SHOWN_ON),
    quality: row.quality,
    ...row.options,
  };
  const output = await runReported(ports, job, 'clothes3d', task, signal);
  if (output.kind !== 'generate') throw new Error('The runner answered another task.');
  const folder = `clothes/${cloth.id}/${row.id}/`;
  const name = `${folder}${GARMENT_NAME}`;
  const files = {
    category: output.category,
    gltfKey: `${name}.glb`,
    objKey: output.obj && `${name}.obj`,
    mtlKey: output.obj && `${name}.mtl`,
    textureKey: output.obj && `${folder}${output.obj.texture.file}`,
    thumbKey: `${folder}thumb.webp`,
    patternKey: `${name}.fitroom`,
  };
  await keepResults(ports, job, 'clothes3d', folder, signal, {
    objects: [
      [files.gltfKey, output.garmentGlb],
      [files.objKey, output.obj && encode(output.obj.obj)],
      [files.mtlKey, output.obj && encode(output.obj.mtl)],
      [files.textureKey, output.obj?.texture.bytes ?? null],
      [files.thumbKey, output.thumbnail],
      [files.patternKey, output.garment],
    ],
    setFiles: () => setCloth3dFiles(database, row.id, files),
    report: output.report,
  });
}

async function fit(ports: JobPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  const { database, store } = ports;
  const session = findSession(database, job.targetId);
  const garment = session && findCloth3d(database, session.cloth3dId);
  if (!session || !garment) return;
  if (garment.status !== 'done' || garment.patternKey === null) {
    throw new ProblemError(
      'cloth3d-failed',
      `The 3D garment could not be made: ${garment.errorDetail ?? 'it has no pattern'}`,
    );
  }
  const task: JobTask = {
    kind: 'fit',
    garment: await readObject(store, garment.patternKey),
    body: await readBody(ports, session.avatarPresetId),
    method: session.method,
    ease: session.ease,
  };
  const output = await runReported(ports, job, 'sessions', task, signal);
  if (output.kind !== 'fit') throw new Error('The runner answered another task.');
  const folder = `sessions/${session.id}/`;
  const files = { fittedGltfKey: `${folder}fitted.glb`, thumbKey: `${folder}thumb.webp` };
  await keepResults(ports, job, 'sessions', folder, signal, {
    objects: [
      [files.fittedGltfKey, output.fittedGlb],
      [files.thumbKey, output.thumbnail],
    ],
    setFiles: () => setSessionFiles(database, session.id, files),
    report: output.report,
  });
}

/** Runs the task with its progress and log going into the row. */
async function runReported(
  ports: JobPorts,
  job: JobRow,
  target: JobTarget,
  task: JobTask,
  signal: AbortSignal,
): Promise<JobOutput> {
  const reporter = new JobReporter(job.kind, (patch) => {
    if (patchProcessing(ports.database, target, job.targetId, patch)) {
      ports.events.publish(job.targetId);
    }
  });
  try {
    const output = await ports.runner.run(task, reporter, signal);
    if (output.kind !== 'inspect') {
      const { total: _total, ...stages } = output.report.timings_ms;
      for (const [stage, ms] of Object.entries(stages)) {
        ports.metrics.stageFinished(stage, ms / 1000);
      }
    }
    return output;
  } finally {
    reporter.flush();
  }
}

interface Results {
  readonly objects: readonly (readonly [key: string | null, bytes: Uint8Array | null])[];
  setFiles(): void;
  readonly report: unknown;
}

async function keepResults(
  ports: JobPorts,
  job: JobRow,
  target: JobTarget,
  folder: string,
  signal: AbortSignal,
  results: Results,
): Promise<void> {
  const { database, store } = ports;
  patchProcessing(database, target, job.targetId, { stage: 'store' });
  try {
    for (const [key, bytes] of results.objects) if (key && bytes) await store.put(key, bytes);
    signal.throwIfAborted();
    const isWanted = database.transaction(() => {
      const isStillThere = patchProcessing(database, target, job.targetId, {
        status: 'done',
        stage: 'finished',
        progress: 1,
        report: results.report,
      });
      if (isStillThere) results.setFiles();
      return isStillThere;
    });
    if (!isWanted) await store.remove(folder);
  } catch (error) {
    await store.remove(folder);
    throw error;
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

async function readObject(store: ObjectStore, key: string): Promise<Uint8Array> {
  const bytes = await store.read(key);
  if (!bytes) throw new Error(`The store has lost ${key}.`);
  return bytes;
}

async function readBody({ database, store }: JobPorts, id: string): Promise<BodyFiles> {
  const preset = findPreset(database, id);
  if (!preset) throw new Error(`There is no avatar preset ${id}.`);
  return {
    id,
    glb: await readObject(store, preset.gltfKey),
    record: await readObject(store, preset.recordKey),
  };
}
