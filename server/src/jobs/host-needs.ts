import type { Capability, HostedGenerator, JobNeed } from '../records/schema/stored-values.ts';

/**
 * The needs that a host meets.
 *
 * @param generators of the host, those that cannot run as well.
 */
export function needsMet(
  capabilities: readonly Capability[],
  generators: readonly HostedGenerator[],
): JobNeed[] {
  const running = generators.filter(
    ({ qualities, failsJobs }) => qualities.length > 0 || failsJobs,
  );
  const hasGpu = capabilities.includes('cuda') || running.some(({ device }) => device === 'cuda');
  return [
    ...(capabilities.includes('cpu') ? (['cpu'] as const) : []),
    ...(running.length > 0 ? (['neural'] as const) : []),
    ...(hasGpu ? (['cuda'] as const) : []),
  ];
}
