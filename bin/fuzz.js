#!/usr/bin/env node
// `npm run fuzz -- --requests N --seed S`: requests made from the API's description, hostile ones too.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('fuzz');
