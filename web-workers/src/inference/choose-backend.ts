import type { Backend, BackendReason } from '../protocol/inference-worker.ts';
import type { OpenSession, PriorSession } from './prior-session.ts';
import type { AdapterKind } from './probe-adapter.ts';

export interface MeasuredMs {
  readonly webgpu: number;
  readonly wasm: number;
}

export interface BackendChoice {
  readonly session: PriorSession;
  readonly reason: BackendReason;
  readonly measuredMs: MeasuredMs | null;
}

export interface ChoosePorts {
  readonly open: OpenSession;
  probe(): Promise<AdapterKind>;
  /** The timing kept from an earlier visit on this machine, or null. */
  recall(): Promise<MeasuredMs | null>;
  remember(measured: MeasuredMs): Promise<void>;
  now(): number;
  /** An input of the real shape, for timing. */
  sampleInput(): Float32Array;
}

/** Milliseconds of the second run: the first one compiles shaders and grows memory. */
async function warmRunMs(session: PriorSession, ports: ChoosePorts): Promise<number> {
  const input = ports.sampleInput();
  await session.run(input);
  const begin = ports.now();
  await session.run(input);
  return ports.now() - begin;
}

/** Times WebGPU against WASM on the real model; keeps the faster session, releases the other. */
async function measure(ports: ChoosePorts): Promise<BackendChoice> {
  const wasm = await ports.open('wasm');
  const wasmMs = await warmRunMs(wasm, ports);
  let webgpu: PriorSession | null = null;
  try {
    webgpu = await ports.open('webgpu');
    const measuredMs = { webgpu: await warmRunMs(webgpu, ports), wasm: wasmMs };
    await ports.remember(measuredMs);
    const [kept, left] = measuredMs.webgpu < measuredMs.wasm ? [webgpu, wasm] : [wasm, webgpu];
    await left.release();
    return { session: kept, reason: 'measured', measuredMs };
  } catch {
    await webgpu?.release().catch(() => undefined);
    return { session: wasm, reason: 'webgpu-failed', measuredMs: null };
  }
}

/**
 * Opens the network where it runs fastest: WebGPU where an adapter answers that is no software
 * imitation and was timed faster than WASM (once per machine), WASM otherwise.
 *
 * @param forced Takes this backend without asking; forcing WebGPU accepts a software adapter.
 *   Falls back to WASM where it does not work at all.
 */
export async function chooseBackend(
  forced: Backend | null,
  ports: ChoosePorts,
): Promise<BackendChoice> {
  const onWasm = async (reason: BackendReason, measuredMs: MeasuredMs | null = null) => ({
    session: await ports.open('wasm'),
    reason,
    measuredMs,
  });
  if (forced === 'wasm') return onWasm('forced');
  const adapter = await ports.probe();
  if (adapter === 'none') return onWasm('no-adapter');
  if (forced === 'webgpu') {
    try {
      return { session: await ports.open('webgpu'), reason: 'forced', measuredMs: null };
    } catch {
      return onWasm('webgpu-failed');
    }
  }
  if (adapter === 'software') return onWasm('software-adapter');
  const known = await ports.recall();
  if (known === null) return measure(ports);
  if (known.wasm <= known.webgpu) return onWasm('remembered', known);
  try {
    return { session: await ports.open('webgpu'), reason: 'remembered', measuredMs: known };
  } catch {
    return onWasm('webgpu-failed');
  }
}
