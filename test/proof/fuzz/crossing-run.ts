/** Lets two accounts try each other, and prints what was reached: for the test, and for a person with a seed. */
import { crossAll } from './crossing.ts';

const [seed = 'accounts'] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await crossAll(seed))}\n`);
