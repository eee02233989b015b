import { inOwnWords } from '../config/own-command.ts';
import { readSettings, SettingsError } from '../config/read-settings.ts';
import { checkDriver } from '../diagnosis/check-driver.ts';
import { checkModels } from '../diagnosis/check-models.ts';
import { checkProvider } from '../diagnosis/check-provider.ts';
import { checkSession, OUTCOME_MARK } from '../diagnosis/check-session.ts';
import type { Finding, FindingState, RunProgram } from '../diagnosis/finding.ts';
import { runProgram } from '../diagnosis/run-program.ts';
import { tryCudaSession } from '../diagnosis/try-cuda-session.ts';
import { damageMemories } from '../models/damage-memory.ts';
import { openModelCatalogue } from '../models/model-catalogue.ts';
import { EXIT } from './exit-status.ts';
import { type Output, TO_TERMINAL } from './terminal-output.ts';

export const DOCTOR_USAGE = `What this host has for generation on a GPU, and how to mend what it lacks:

  npm run -s fitroom -- doctor [--json]

Looks at the driver and its cards, onnxruntime's CUDA part and the libraries it needs, runs a graph of one
node on the GPU, and looks at the models. Exit status: 0 generation can run, on the GPU unless FITROOM_DEVICE=cpu;
2 the GPU cannot be used.
`;

/** Tries the session and nothing else: what it loads may end the process that does. */
const TRY_SESSION = '--try-session';

/** `fitroom doctor`; see {@link DOCTOR_USAGE}. */
export async function runDoctor(
  words: readonly string[],
  output: Output = TO_TERMINAL,
  run = runProgram,
): Promise<number> {
  const [word, ...others] = words;
  if (word === '--help') {
    output.result(inOwnWords(DOCTOR_USAGE));
    return EXIT.valid;
  }
  if (word === TRY_SESSION) {
    output.result(`\n${OUTCOME_MARK}${JSON.stringify(await tryCudaSession())}\n`);
    return EXIT.valid;
  }
  if (others.length > 0 || (word !== undefined && word !== '--json')) {
    output.remark(`doctor takes --json alone, not ${words.join(' ')}. See doctor --help.\n`);
    return EXIT.refused;
  }
  try {
    const settings = readSettings(process.env);
    const gpu = settings.device === 'cpu' ? [CPU_WANTED] : await checkGpu(run);
    const memories = damageMemories(settings, process.env);
    const findings = [...gpu, ...(await checkModels(settings, openModelCatalogue(), memories))];
    const works = findings.every(({ state }) => state !== 'failed');
    output.result(
      word === '--json'
        ? `${JSON.stringify({ works, findings }, null, 2)}\n`
        : describeFindings(findings, works),
    );
    return works ? EXIT.valid : EXIT.refused;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    output.remark(`${error.message}\n`);
    return EXIT.refused;
  }
}

const CPU_WANTED: Finding = {
  check: 'device',
  state: 'ok',
  found: 'networks run on the CPU, as FITROOM_DEVICE says; nothing was looked at that a GPU needs',
  fix: null,
};

async function checkGpu(run: RunProgram): Promise<Finding[]> {
  return [
    ...(await checkDriver(run)),
    ...(await checkProvider(run)),
    await checkSession(run, [process.argv[1] ?? '', 'doctor', TRY_SESSION]),
  ];
}

const SIGNS: Readonly<Record<FindingState, string>> = {
  ok: 'ok      ',
  warning: 'warning ',
  failed: 'FAILED  ',
};
const INDENT = ' '.repeat(SIGNS.ok.length);

/** Findings as lines for people, each fault with its fix below it. */
export function describeFindings(findings: readonly Finding[], works: boolean): string {
  const lines = findings.flatMap(({ check, state, found, fix }) => [
    `${SIGNS[state]}${check}: ${found}`,
    ...(fix === null ? [] : [`${INDENT}-> ${fix}`]),
  ]);
  const verdict = works
    ? 'Nothing that was looked at keeps generation from running here.'
    : 'Generation on the GPU cannot run here; networks run on the CPU instead, which takes minutes to hours (docs/gpu.md). Mend what FAILED, from the top, or set FITROOM_DEVICE=cpu.';
  return `${[...lines, '', verdict].join('\n')}\n`;
}
