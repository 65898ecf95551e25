/** The bare route as a program of its own: the bytes that it answers come in a file. */
import { readFileSync } from 'node:fs';
import { startBareRoute } from './bare-route.ts';

const [path = '', contentType = ''] = process.argv.slice(2);
const route = await startBareRoute(readFileSync(path, 'utf8'), contentType);
process.stdout.write(`ready ${route.origin}\n`);
process.on('SIGTERM', () => void route.close().then(() => process.exit(0)));
