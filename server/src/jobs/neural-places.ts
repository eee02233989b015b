import type { RunProgram } from '../diagnosis/finding.ts';
import { readCards } from '../diagnosis/read-cards.ts';
import { runProgram } from '../diagnosis/run-program.ts';
import type { Device } from '../inference/execution-device.ts';

/** The largest job, Zero123++ and InstantMesh at med, took 7900 MB of an H100. */
const JOB_MB = 8000;

/**
 * How many jobs of networks a process runs at once: as many as the memory of its GPU holds, one where networks run
 * on the CPU, whose cores one of them keeps busy.
 *
 * @param setting FITROOM_NEURAL_JOBS.
 * @param visible CUDA_VISIBLE_DEVICES; its first number is the GPU that onnxruntime takes.
 */
export async function countNeuralPlaces(
  setting: number | 'auto',
  device: Device,
  visible: string | undefined,
  run: RunProgram = runProgram,
): Promise<number> {
  if (setting !== 'auto') return setting;
  if (device !== 'cuda') return 1;
  const { cards } = await readCards(run);
  const first = Number(visible?.split(',')[0] ?? 0);
  const card = cards[first] ?? cards[0];
  return card ? Math.max(1, Math.floor(card.totalMb / JOB_MB)) : 1;
}
