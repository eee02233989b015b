import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '..', 'src');

/** One process of a deployment. */
export interface PlannedProcess {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Whether it answers HTTP; its address is read from its log. */
  readonly isApi: boolean;
  /** Beside the layout's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What is started, killed and started again; everything is said to it by arguments and environment. */
export interface Layout {
  readonly processes: readonly PlannedProcess[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where the database file and the folder of objects are, unless the environment says otherwise. */
  readonly dataFolder: string;
}

/** Limits on clients would be what is measured; each has tests of its own. */
const UNLIMITED = { FITROOM_RATE_PER_MINUTE: '0', FITROOM_WORK_PER_MINUTE: '0' };

/** One server on SQLite, a folder and its own job threads, with the standard settings. */
export function embeddedLayout(
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Layout {
  return {
    processes: [{ name: 'server', args: [join(SERVER, 'main.ts')], isApi: true }],
    environment: {
      PORT: '0',
      HOST: '127.0.0.1',
      FITROOM_DATA: dataFolder,
      ...UNLIMITED,
      ...environment,
    },
    dataFolder,
  };
}
