/**
 * `npm run bench -- gpu`: every graph of the generator models installed in FITROOM_MODELS, on CUDA. With
 * FITROOM_BENCH_AGAINST_CPU=1 beside the CPU, whose results are compared (a full-size UNet takes it a minute a run).
 * FITROOM_BENCH_MODELS=NAME,… limits it to some, FITROOM_BENCH_DEVICE=cpu runs it where there is no GPU.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelManifestSchema } from '@fitroom/shared/schemas/generator-model';
import { describeGpu, watchGpuMemory } from './gpu/gpu-memory.ts';
import { compareOutputs, timeGraph } from './gpu/time-graph.ts';

const { FITROOM_MODELS, FITROOM_BENCH_MODELS, FITROOM_BENCH_AGAINST_CPU } = process.env;
const provider = process.env.FITROOM_BENCH_DEVICE === 'cpu' ? 'cpu' : 'cuda';

if (!FITROOM_MODELS) {
  console.log('Skipped: FITROOM_MODELS names no folder of installed generator models.');
  process.exit(0);
}
const gpu = describeGpu();
if (provider === 'cuda' && gpu === null) {
  console.log('Skipped: no GPU answers nvidia-smi. FITROOM_BENCH_DEVICE=cpu runs it on the CPU.');
  process.exit(0);
}
const generators = join(FITROOM_MODELS, 'generators');
const wanted = FITROOM_BENCH_MODELS?.split(',');
console.log(provider === 'cuda' ? gpu : 'CPU');
console.log(
  '| graph | opened s | first run ms | best run ms | GPU peak MB | host peak MB | against CPU |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const memory = watchGpuMemory();
for (const entry of readdirSync(generators, { withFileTypes: true })) {
  if (!entry.isDirectory() || (wanted && !wanted.includes(entry.name))) continue;
  const folder = join(generators, entry.name);
  const manifest = ModelManifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')),
  );
  for (const graph of manifest.graphs) {
    const name = `${manifest.name} ${graph.name} (${manifest.exported.precision})`;
    try {
      const path = join(folder, graph.file);
      const ran = await timeGraph(path, graph, provider, memory);
      let against = '';
      if (FITROOM_BENCH_AGAINST_CPU === '1' && provider === 'cuda') {
        const cpu = await timeGraph(path, graph, 'cpu', memory, 1);
        const { relative, areNumbers } = compareOutputs(ran.outputs, cpu.outputs);
        against = `${relative.toExponential(1)} (${areNumbers ? `CPU ${ms(cpu.bestMs)} ms` : 'NOT ALL NUMBERS'})`;
      }
      console.log(
        `| ${name} | ${(ran.openedMs / 1000).toFixed(1)} | ${ms(ran.firstMs)} | ${ms(ran.bestMs)} | ${ran.gpuPeakMb} | ${ran.hostPeakMb} | ${against} |`,
      );
    } catch (error) {
      process.exitCode = 1;
      console.log(`| ${name} | FAILED: ${String(error).split('\n')[0]} |`);
    }
  }
}
memory.stop();

function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}
