import { QUALITIES, type Quality } from '@fitroom/shared/garment/vocabulary';
import { NEURAL_NAMES } from '../config/network-settings.ts';
import type { Capability, HostedGenerator, JobNeed } from '../records/schema/stored-values.ts';
import type { WorkerRow } from '../records/workers.ts';
import { needsMet } from './host-needs.ts';

const NEURAL_NEEDS = ['neural', 'cuda'] as const satisfies readonly JobNeed[];

/** Another host, as its sign of life says. */
export type OtherHost = Pick<WorkerRow, 'capabilities' | 'generators'>;

/** Work that networks do, as {@link claimJob} tells it apart. */
export const neuralWork = (needs: JobNeed, generator: string, quality: Quality) =>
  `${needs} ${generator} ${quality}`;

const makes = (
  generators: readonly HostedGenerator[],
  generator: string,
  quality: Quality,
): boolean => generators.find(({ id }) => id === generator)?.qualities.includes(quality) ?? false;

/**
 * Which jobs this host takes. Where others share the queue it leaves what it cannot make to those who can,
 * or, asleep, will; only when it is known here why a generator fails, and nobody awake can run it, its
 * jobs are taken to be told why. A host that is alone takes them all: there is nobody to wait for.
 */
export class HostAbility {
  private readonly capabilities: readonly Capability[];
  private readonly isAlone: boolean;
  private hosted: readonly HostedGenerator[] = [];
  private others: readonly OtherHost[] = [];
  /** What failed here for a reason of the host's, until it is known by looking: milliseconds. */
  private readonly barred = new Map<string, number>();

  constructor(capabilities: readonly Capability[], isAlone: boolean) {
    this.capabilities = capabilities;
    this.isAlone = isAlone;
  }

  /** @param others those that are awake. */
  see(hosted: readonly HostedGenerator[], others: readonly OtherHost[]): void {
    this.hosted = hosted;
    this.others = others;
  }

  needs(): JobNeed[] {
    const met = needsMet(this.capabilities, this.hosted);
    return this.isAlone ? [...met.filter((need) => need === 'cpu'), ...NEURAL_NEEDS] : met;
  }

  /** @param until by the same clock as {@link leaves}. */
  bar(generator: string, quality: Quality, until: number): void {
    this.barred.set(`${generator} ${quality}`, until);
  }

  /** The work that is left to others, as {@link neuralWork} writes it. */
  leaves(now: number): string[] {
    if (this.isAlone) return [];
    return NEURAL_NEEDS.flatMap((needs) =>
      NEURAL_NAMES.flatMap((generator) =>
        QUALITIES.filter((quality) => this.isLeft(needs, generator, quality, now)).map((quality) =>
          neuralWork(needs, generator, quality),
        ),
      ),
    );
  }

  /** Whether another host that is awake makes it. */
  isMadeElsewhere(needs: JobNeed, generator: string, quality: Quality): boolean {
    return this.others.some(({ capabilities, generators }) => {
      const theirs = generators ?? [];
      return needsMet(capabilities, theirs).includes(needs) && makes(theirs, generator, quality);
    });
  }

  private isLeft(needs: JobNeed, generator: string, quality: Quality, now: number): boolean {
    const barredUntil = this.barred.get(`${generator} ${quality}`) ?? Number.NEGATIVE_INFINITY;
    if (now < barredUntil) return true;
    if (makes(this.hosted, generator, quality)) return false;
    const isKnownToFail = this.hosted.find(({ id }) => id === generator)?.failsJobs ?? false;
    return !isKnownToFail || this.isMadeElsewhere(needs, generator, quality);
  }
}
