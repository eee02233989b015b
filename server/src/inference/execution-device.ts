import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isOutOfMemory } from '@fitroom/shared/generators/out-of-memory';
import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import { ownCommand } from '../config/own-command.ts';
import { MODEL_REASONS } from '../models/model-reasons.ts';

/** What networks run on. */
export type Device = 'cuda' | 'cpu';
/** FITROOM_DEVICE: `auto`, CUDA where it works and the CPU elsewhere. */
export const DEVICE_SETTINGS = ['auto', 'cuda', 'cpu'] as const;
export type DeviceSetting = (typeof DEVICE_SETTINGS)[number];

/** What can be seen of a GPU without asking its driver for memory. */
export interface CudaSigns {
  /** onnxruntime's CUDA library lies beside its binding, where it is looked for. */
  readonly hasLibrary: boolean;
  /** The driver has made a device. */
  readonly hasDevice: boolean;
}

/** onnxruntime's CUDA part, which its package does not bring. */
export const CUDA_PROVIDER = 'libonnxruntime_providers_cuda.so';
/** Of Linux with NVIDIA's driver, in containers too, and of Windows' Linux. */
const DEVICE_FILES = ['/dev/nvidiactl', '/dev/dxg'];

/** Looks at files alone; whether CUDA really runs shows with the first session. */
export function readCudaSigns(): CudaSigns {
  return {
    hasLibrary: existsSync(join(bindingFolder(), CUDA_PROVIDER)),
    hasDevice: DEVICE_FILES.some((file) => existsSync(file)),
  };
}

/** Where onnxruntime looks for the libraries of its providers. */
export function bindingFolder(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const { platform, arch } = process;
  return join(dirname(entry), '..', 'bin', 'napi-v6', platform, arch);
}

export interface ChosenDevice {
  readonly device: Device;
  /** One line about what runs and why. */
  readonly line: Sentence;
}

/** What networks are to run on, as far as it shows beforehand. */
export function chooseDevice(
  setting: DeviceSetting,
  { hasLibrary, hasDevice }: CudaSigns,
): ChosenDevice {
  const onGpu = { device: 'cuda', line: JOB_LINES.networksOnGpu() } as const;
  if (setting === 'cuda') return onGpu;
  if (setting === 'cpu') return { device: 'cpu', line: JOB_LINES.networksOnCpuAsSet() };
  if (!hasDevice) return { device: 'cpu', line: JOB_LINES.networksOnCpuWithoutGpu() };
  if (hasLibrary) return onGpu;
  return { device: 'cpu', line: JOB_LINES.networksOnCpuWithoutLibrary(bindingFolder()) };
}

/** What this process's networks run on; it changes once, when CUDA turns out not to run. */
export interface ExecutionDevice {
  readonly device: Device;
  /** One line about what runs and why. */
  readonly line: Sentence;
  /** The providers to ask onnxruntime for. */
  providers(): Device[];
  /**
   * What to try in place of providers that a graph could not be opened with; see `ModelGraphsOptions`.
   *
   * @throws {InputError} `model-unavailable` where CUDA alone is wanted and does not run.
   */
  instead(error: unknown, tried: readonly unknown[]): Device[] | null;
  /**
   * Told what a job of this host ran on, in another thread.
   *
   * @returns whether that is news: the GPU that shows here does not run.
   */
  learn(ranOn: string): boolean;
}

/** What onnxruntime says when a provider cannot be had: its libraries, its driver, its GPU. */
const PROVIDER_FAULT =
  /AppendExecutionProvider|providers_(cuda|shared)|CUDA (failure|error|driver)|no CUDA-capable device|cudnn|cublas|libcud/i;

/** @param setting FITROOM_DEVICE. */
export function createExecutionDevice(
  setting: DeviceSetting,
  signs: CudaSigns = readCudaSigns(),
): ExecutionDevice {
  let chosen = chooseDevice(setting, signs);
  return {
    get device() {
      return chosen.device;
    },
    get line() {
      return chosen.line;
    },
    // The CPU takes what CUDA has no kernel for.
    providers: () => (chosen.device === 'cuda' ? ['cuda', 'cpu'] : ['cpu']),
    instead(error, tried) {
      if (!tried.includes('cuda') || isOutOfMemory(error)) return null;
      const message = messagesOf(error);
      if (!PROVIDER_FAULT.test(message)) return null;
      if (setting === 'cuda') {
        throw new InputError(
          'model-unavailable',
          MODEL_REASONS.cudaDoesNotRun(message, ownCommand('doctor')),
          { cause: error },
        );
      }
      chosen = { device: 'cpu', line: JOB_LINES.networksOnCpuAsCudaFails(message) };
      return ['cpu'];
    },
    learn(ranOn) {
      if (ranOn !== 'cpu' || chosen.device === 'cpu') return false;
      chosen = { device: 'cpu', line: JOB_LINES.networksOnCpuAsLastJob() };
      return true;
    },
  };
}

function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
