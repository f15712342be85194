import { provideModule } from '../../../src/core/relational/module-members.ts';
import { measureMatching } from './measure.ts';

/** Measures in a worker, as the sandbox is one. */
provideModule(globalThis);
postMessage(measureMatching());
