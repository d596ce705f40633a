#!/usr/bin/env node
// `npm run test:crash -- --events N --kills K --store embedded|mongodb`: the crash test at any size.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('crash');
