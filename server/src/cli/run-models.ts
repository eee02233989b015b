import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type CatalogueModel, megabytesOf } from '@fitroom/shared/schemas/generator-model';
import { inOwnWords } from '../config/own-command.ts';
import { readSettings, SettingsError } from '../config/read-settings.ts';
import type { Settings } from '../config/settings.ts';
import { damageMemories, inspectKnownModel, rememberDamage } from '../models/damage-memory.ts';
import { isDiskFault } from '../models/download-file.ts';
import { acceptedLicences } from '../models/licence-acceptance.ts';
import { findModels, openModelCatalogue } from '../models/model-catalogue.ts';
import { ModelError } from '../models/model-error.ts';
import { modelFolder, removeModel, verifyModel } from '../models/model-folder.ts';
import { openModelSource } from '../models/open-source.ts';
import { type PullOptions, pullModel } from '../models/pull-model.ts';
import { EXIT } from './exit-status.ts';
import { modelsTable } from './models-table.ts';
import { type Output, TO_TERMINAL } from './terminal-output.ts';

export const MODELS_USAGE = `Models of the neural generators, in the folder that FITROOM_MODELS names:

  npm run -s fitroom -- models list [--json]
  npm run -s fitroom -- models pull NAME... [--from ADDRESS] [--accept-nc]
  npm run -s fitroom -- models verify [NAME...]
  npm run -s fitroom -- models remove NAME...

NAME is a model, or a generator and then all that it needs: list shows them.
pull fetches what is missing, goes on where it was cut, and checks size and SHA-256 of every file. They lie at
FITROOM_MODELS_URL/NAME/model.json, or at --from: https://…, hub:OWNER/NAME[@REVISION][/FOLDER] or
s3://BUCKET/FOLDER (with the S3_ settings). Our layout is written by models/export; nobody publishes it.
A licence that forbids commercial use is shown once and accepted by yes, by --accept-nc or by
FITROOM_ACCEPT_NC=1, which is written down. verify reads every byte; without names, of all that are there.
`;

/** Something that was typed and cannot be meant. */
class ModelsUsageError extends Error {}

type ModelsCommand =
  | { readonly name: 'help' }
  | { readonly name: 'list'; readonly isJson: boolean }
  | {
      readonly name: 'pull';
      readonly models: readonly string[];
      readonly from: string | null;
      readonly acceptNc: boolean;
    }
  | { readonly name: 'verify' | 'remove'; readonly models: readonly string[] };

/** What a command may use of the world beside its folder. */
interface ModelsWorld {
  readonly output: Output;
  /** Left out where nobody sits before the terminal. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  wait(milliseconds: number): Promise<void>;
}

const WORLD: ModelsWorld = {
  output: TO_TERMINAL,
  ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** `fitroom models …`; see {@link MODELS_USAGE}. */
export async function runModels(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  world: ModelsWorld = WORLD,
): Promise<number> {
  try {
    const command = parseModelsCommand(words);
    if (command.name === 'help') {
      world.output.result(inOwnWords(MODELS_USAGE));
      return EXIT.valid;
    }
    const settings = readSettings(environment);
    return await perform(command, settings, damageMemories(settings, environment), world);
  } catch (error) {
    const isExpected = [ModelsUsageError, ModelError, SettingsError].some(
      (kind) => error instanceof kind,
    );
    if (!(error instanceof Error)) throw error;
    if (!isExpected && !isDiskFault(error)) throw error;
    const advice = isExpected ? '' : ' FITROOM_MODELS has to be a folder that can be written.';
    world.output.remark(`${error.message}${advice}\n`);
    return EXIT.refused;
  }
}

/** @throws {ModelsUsageError} saying what is wrong. */
export function parseModelsCommand(words: readonly string[]): ModelsCommand {
  const { values, positionals } = parse(words);
  const [name, ...models] = positionals;
  if (values.help || name === undefined) return { name: 'help' };
  const isPull = name === 'pull';
  if (!isPull && (values.from !== undefined || values['accept-nc'])) {
    throw new ModelsUsageError('--from and --accept-nc are options of models pull.');
  }
  if (name === 'list') {
    if (models.length > 0) throw new ModelsUsageError('models list takes no names.');
    return { name, isJson: values.json ?? false };
  }
  if (name !== 'pull' && name !== 'verify' && name !== 'remove') {
    throw new ModelsUsageError(
      `models ${name} is none of list, pull, verify and remove. See models --help.`,
    );
  }
  if (name !== 'verify' && models.length === 0) {
    throw new ModelsUsageError(`Name what to ${name}: models list shows the names.`);
  }
  if (!isPull) return { name, models };
  if (values.from !== undefined && models.length > 1) {
    throw new ModelsUsageError('--from is the address of one model: name one, not several.');
  }
  return { name, models, from: values.from ?? null, acceptNc: values['accept-nc'] ?? false };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        'accept-nc': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new ModelsUsageError(
      `${error instanceof Error ? error.message : error} See models --help.`,
    );
  }
}

async function perform(
  command: Exclude<ModelsCommand, { name: 'help' }>,
  settings: Settings,
  memories: readonly string[],
  world: ModelsWorld,
): Promise<number> {
  const { modelsFolder } = settings;
  if (modelsFolder === '') {
    throw new ModelError(
      'no-folder',
      'FITROOM_MODELS names no folder. Set it to one with room for some gigabytes, for the server too.',
    );
  }
  const catalogue = openModelCatalogue();
  if (command.name === 'list') {
    const accepted = await acceptedLicences(modelsFolder);
    const rows = await Promise.all(
      catalogue.models.map(async (model) => ({
        model,
        installed: await inspectKnownModel(modelsFolder, model, memories),
      })),
    );
    world.output.result(
      modelsTable(rows, { catalogue, accepted, settings, isJson: command.isJson }),
    );
    return EXIT.valid;
  }
  if (command.name === 'pull') {
    const models = findModels(catalogue, command.models);
    if (command.from !== null && models.length > 1) {
      throw new ModelsUsageError(
        `--from is the address of one model, and ${command.models[0]} needs ${models.map(({ name }) => name).join(' and ')}: pull them one by one.`,
      );
    }
    const options = pullOptions(command.acceptNc, settings, world);
    for (const model of models) {
      await pull(model, command.from, settings, options, world.output);
      // All of it was read and is right, also where it had been found wrong and no file had to be fetched.
      const right = { manifest: null, faults: [] };
      for (const memory of memories) await rememberDamage(modelsFolder, model, right, memory);
    }
    return EXIT.valid;
  }
  if (command.name === 'remove') {
    for (const model of findModels(catalogue, command.models)) {
      const wasThere = await removeModel(modelsFolder, model);
      world.output.remark(`${model.name}: ${wasThere ? 'removed' : 'was not there'}.\n`);
    }
    return EXIT.valid;
  }
  const named = findModels(catalogue, command.models);
  return await verify(
    named.length > 0 ? named : null,
    catalogue.models,
    modelsFolder,
    memories,
    world.output,
  );
}

/** Pauses after cuts grow to this; some hubs ask for a minute. */
const LONGEST_PAUSE_MS = 30_000;
const MOST_CUTS = 6;

function pullOptions(acceptNc: boolean, settings: Settings, world: ModelsWorld): PullOptions {
  const { ask, output, wait } = world;
  let told = '';
  return {
    modelsFolder: settings.modelsFolder,
    now: () => new Date(),
    mostCuts: MOST_CUTS,
    wait: (cut) => wait(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** cut)),
    acceptance: {
      byEnvironment: settings.acceptNonCommercial === '1',
      ask: async (model) => {
        if (!acceptNc && !ask) return false;
        output.remark(`${model.title}: ${model.licence}, ${model.licence_url}\n${model.terms}\n`);
        return acceptNc || (await ask?.('Accept it for this folder of models? [yes/no] ')) === true;
      },
    },
    progress({ path, bytes }, there) {
      const line = `${path} ${Math.floor((there / bytes) * 100)} %`;
      if (line !== told) output.progress(line);
      told = line;
    },
  };
}

async function pull(
  model: CatalogueModel,
  from: string | null,
  settings: Settings,
  options: PullOptions,
  output: Output,
): Promise<void> {
  const source = await openModelSource(model.name, from, settings);
  output.remark(`${model.name} (about ${megabytesOf(model)} MB) from ${source.address}\n`);
  try {
    const { manifest, fetched } = await pullModel(source, model, options);
    output.progress('');
    const { length } = manifest.files;
    const folder = modelFolder(settings.modelsFolder, model.name);
    output.remark(
      `${model.name}: ${fetched} of ${length} files fetched, all checked, in ${folder}.\n`,
    );
  } finally {
    output.progress('');
  }
}

/**
 * @param named Null: whatever is there.
 * @param memories where what is found is written down, for `list`, `doctor` and the server.
 */
async function verify(
  named: readonly CatalogueModel[] | null,
  all: readonly CatalogueModel[],
  modelsFolder: string,
  memories: readonly string[],
  { progress, remark, result }: Output,
): Promise<number> {
  let isSound = true;
  let seen = 0;
  for (const model of named ?? all) {
    const verified = await verifyModel(modelsFolder, model, ({ path }) =>
      progress(`${model.name}: ${path}`),
    );
    progress('');
    for (const memory of memories) await rememberDamage(modelsFolder, model, verified, memory);
    const { state, faults } = verified;
    if (state === 'absent' && !named) continue;
    seen++;
    result(`${model.name}: ${state}\n`);
    for (const fault of faults) result(`  ${fault}\n`);
    if (state !== 'ready') {
      isSound = false;
      remark(`Fetch what is missing or wrong: models pull ${model.name}\n`);
    }
  }
  if (seen === 0) remark('No model is installed; models list shows which there are.\n');
  return isSound ? EXIT.valid : EXIT.refused;
}

async function askAtTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
