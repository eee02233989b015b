import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bindingFolder, CUDA_PROVIDER } from '../inference/execution-device.ts';
import type { Finding, RunProgram } from './finding.ts';

/** What the CUDA part is loaded by; it comes with it. */
const BRIDGE = 'libonnxruntime_providers_shared.so';
/** Opened only when a graph needs it, so that no list of needs names it. */
const CUDNN = 'libcudnn.so.9';

function installedVersion(): string {
  const file = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** onnxruntime's CUDA part, and the libraries of CUDA that it asks the system for. */
export async function checkProvider(
  run: RunProgram,
  { folder, version } = { folder: bindingFolder(), version: installedVersion() },
): Promise<Finding[]> {
  const missing = await missingFiles(folder);
  if (missing.length > 0) {
    return [
      {
        check: 'provider',
        state: 'failed',
        found: `onnxruntime-node ${version} without ${missing.join(' and ')} in ${folder}`,
        fix: 'sh server/deploy/fetch-cuda-provider.sh node_modules fetches them (some 250 MB, for CUDA 13; needs python3 with pip), and so does a set-up with FITROOM_CUDA=1. Images of the compose profiles gpu and workers bring them.',
      },
    ];
  }
  const provider = join(folder, CUDA_PROVIDER);
  const { status, output } = await run('ldd', [provider]);
  if (status !== 0) {
    return [
      {
        check: 'provider',
        state: 'warning',
        found: `${provider}; ldd does not say what it needs`,
        fix: null,
      },
    ];
  }
  return [
    {
      check: 'provider',
      state: 'ok',
      found: `onnxruntime-node ${version}, ${CUDA_PROVIDER}`,
      fix: null,
    },
    describeNeeds(neededLibraries(output)),
    await checkCudnn(run),
  ];
}

async function missingFiles(folder: string): Promise<string[]> {
  const found = await Promise.all(
    [CUDA_PROVIDER, BRIDGE].map(async (file) => {
      const isThere = await access(join(folder, file)).then(
        () => true,
        () => false,
      );
      return isThere ? null : file;
    }),
  );
  return found.filter((file) => file !== null);
}

interface NeededLibrary {
  readonly name: string;
  readonly isFound: boolean;
}

/** Reads the lines of `ldd`: `libcublas.so.12 => /usr/lib/… (0x…)` or `libcublas.so.12 => not found`. */
function neededLibraries(output: string): NeededLibrary[] {
  return [...output.matchAll(/^\s*(lib(?:cu|nv)\S+)\s+=>\s+(not found|\S+)/gm)].map((line) => ({
    name: line[1]!,
    isFound: line[2] !== 'not found',
  }));
}

function describeNeeds(needed: readonly NeededLibrary[]): Finding {
  const check = 'CUDA';
  const lost = needed.filter(({ isFound }) => !isFound).map(({ name }) => name);
  const major = needed.map(({ name }) => /^libcublas\.so\.(\d+)/.exec(name)?.[1]).find(Boolean);
  if (lost.length === 0) {
    const names = needed.map(({ name }) => name).join(', ');
    return { check, state: 'ok', found: `CUDA ${major ?? '(unnamed)'}: ${names}`, fix: null };
  }
  const withoutDriver = lost.includes('libcuda.so.1')
    ? ' libcuda.so.1 is part of the driver, which a container gets by being started with the GPU.'
    : '';
  return {
    check,
    state: 'failed',
    found: `not found: ${lost.join(', ')}`,
    fix: `Install the CUDA ${major ?? ''} runtime libraries (docs/gpu.md), or name their folder in LD_LIBRARY_PATH.${withoutDriver}`,
  };
}

async function checkCudnn(run: RunProgram): Promise<Finding> {
  const { output } = await run('ldconfig', ['-p']);
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);
  const inFolders = await Promise.all(
    folders.map((folder) =>
      access(join(folder, CUDNN)).then(
        () => join(folder, CUDNN),
        () => null,
      ),
    ),
  );
  const listed = output.split('\n').find((line) => line.trim().startsWith(`${CUDNN} `));
  const place = inFolders.find((path) => path !== null) ?? listed?.split('=>')[1]?.trim();
  if (place) return { check: 'cuDNN', state: 'ok', found: place, fix: null };
  return {
    check: 'cuDNN',
    state: 'failed',
    found: `${CUDNN} is neither known to ldconfig nor in LD_LIBRARY_PATH`,
    fix: 'Install cuDNN 9 for the same CUDA (docs/gpu.md), or name its folder in LD_LIBRARY_PATH.',
  };
}
