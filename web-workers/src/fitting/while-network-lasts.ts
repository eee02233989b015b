import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';

/**
 * Runs a job; where the network that the user chose gave out in it, runs it again with the one that
 * took its place.
 *
 * @param ports Gives the ports with the network in use at that time.
 */
export async function whileNetworkLasts<T>(
  ports: () => Promise<TryOnPorts>,
  context: JobContext,
  job: (ports: TryOnPorts) => Promise<T>,
): Promise<T> {
  const given = await ports();
  try {
    return await job(given);
  } catch (error) {
    if (error instanceof InputError || error instanceof CancelledError) throw error;
    const now = await ports();
    const [before, after] = [given.prior.network.name, now.prior.network.name];
    if (before === after) throw error;
    context.log(JOB_LINES.matteNetworkInstead(before, after));
    return job(now);
  }
}
