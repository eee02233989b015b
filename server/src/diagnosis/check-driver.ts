import type { Finding, RunProgram } from './finding.ts';
import { type Card, readCards } from './read-cards.ts';

/** Zero123++ and InstantMesh were run at med with 6675 MB left free on an H100; unhindered they take 7900. */
const WANTED_FREE_MB = 7000;
/** Flash attention, which keeps the large attention maps out of memory, needs Ampere. */
const FLASH_COMPUTE_CAPABILITY = 8;

/** Driver, cards and their free memory, as `nvidia-smi` tells them. */
export async function checkDriver(run: RunProgram): Promise<Finding[]> {
  const { status, output, cards } = await readCards(run);
  if (status === null) {
    return [
      {
        check: 'driver',
        state: 'failed',
        found: 'nvidia-smi is not here',
        fix: "Install NVIDIA's driver (docs/gpu.md). In a container: start it with the GPU (docker run --gpus all, or the compose profiles gpu and workers) on a host that has nvidia-container-toolkit.",
      },
    ];
  }
  if (cards.length === 0) {
    return [
      {
        check: 'driver',
        state: 'failed',
        found: `nvidia-smi says: ${output.trim().split('\n')[0] || 'nothing'}`,
        fix: 'The driver does not answer: restart the host after installing it, and see that driver and kernel module are of one version (cat /proc/driver/nvidia/version).',
      },
    ];
  }
  return [
    { check: 'driver', state: 'ok', found: `version ${cards[0]!.driver}`, fix: null },
    ...cards.map(describeCard),
  ];
}

function describeCard({ name, computeCapability, totalMb, freeMb }: Card, index: number): Finding {
  const check = `GPU ${index}`;
  const found = `${name}, compute capability ${computeCapability}, ${freeMb} of ${totalMb} MB free`;
  if (freeMb < WANTED_FREE_MB) {
    return {
      check,
      state: 'warning',
      found,
      fix: `Zero123++ and InstantMesh want about ${WANTED_FREE_MB} MB free: end other programs on the card, or ask for quality low.`,
    };
  }
  if (computeCapability < FLASH_COMPUTE_CAPABILITY) {
    return {
      check,
      state: 'warning',
      found,
      fix: 'Before Ampere (8.0) there is no flash attention: it runs, slower and with more memory.',
    };
  }
  return { check, state: 'ok', found, fix: null };
}
