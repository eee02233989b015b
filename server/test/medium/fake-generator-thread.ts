import { serveTasks } from '../../src/jobs/serve-tasks.ts';
import { fakeGenerator } from './fake-generator.ts';

/** A job thread whose `zero123+instantmesh` is fake-generator.ts. */
serveTasks({ 'zero123+instantmesh': fakeGenerator });
