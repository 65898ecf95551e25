/**
 * Loaded before a program (`node --import`): changes one place of one source file as it is read, on
 * disk nothing. A place that is not there exactly once stops the program, so that no plant withers.
 */
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** @type {{ file: string, find: string, replace: string } | null} */
const plant = JSON.parse(process.env.KEEPSAKE_PLANT ?? 'null');

if (isMainThread && plant !== null) register(import.meta.url);

/** Node's own hook; whoever translates the source comes after it. */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  const path = url.split('?')[0] ?? '';
  if (plant === null || !path.endsWith(`/${plant.file}`)) return loaded;
  const text = Buffer.from(loaded.source ?? '').toString('utf8');
  if (text.split(plant.find).length !== 2)
    throw new Error(`${plant.file} does not hold once: ${plant.find}`);
  return { ...loaded, source: text.replace(plant.find, () => plant.replace) };
}
