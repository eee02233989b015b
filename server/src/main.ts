import './config/no-telemetry.ts';
import { runProcess } from './run-process.ts';
import { startServer } from './start-server.ts';

/** The server: API, files and app, and, unless FITROOM_WORKERS is 0, a worker in the same process. */
await runProcess('Fitroom', startServer);
