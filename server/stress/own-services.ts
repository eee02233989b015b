import { startPostgres } from '../test/services/postgres.ts';
import { isInstalled } from '../test/services/programs.ts';
import { startRedis } from '../test/services/redis.ts';
import { startS3 } from '../test/services/s3.ts';

const NAMES = ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT'] as const;

export interface Services {
  /** As the server takes them. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * PostgreSQL, Redis and S3 of this environment's variables; where these are not set, real ones that are started here, on
 * free ports and empty.
 *
 * @throws {Error} when neither is possible.
 */
export async function findServices(environment: NodeJS.ProcessEnv): Promise<Services> {
  if (NAMES.every((name) => environment[name])) {
    const given = Object.entries(environment).filter(([name]) =>
      /^(S3_|DATABASE_URL$|REDIS_URL$)/.test(name),
    );
    return { variables: Object.fromEntries(given) as Record<string, string>, async stop() {} };
  }
  if (!(['postgres', 'redis', 's3'] as const).every(isInstalled)) {
    throw new Error(
      `Set ${NAMES.join(', ')}, or install PostgreSQL, Redis and Swift (npm test says how).`,
    );
  }
  const [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
  return {
    variables: {
      DATABASE_URL: postgres.address.url,
      REDIS_URL: redis.address.url,
      S3_ENDPOINT: s3.address.endpoint,
      S3_REGION: s3.address.region,
      S3_BUCKET: 'stress',
      S3_ACCESS_KEY_ID: s3.address.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.address.secretAccessKey,
    },
    async stop() {
      await Promise.all([postgres.remove(), redis.remove(), s3.remove()]);
    },
  };
}
