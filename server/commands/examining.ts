/**
 * Whether a backup is worth anything: its pages, its schema, its consent ledger, and whether these keys
 * open what is in it. An older one is brought up to date on a copy, never in itself.
 */
import { ConfigError, createKeepsake, parseConfig } from '../index.ts';
import { createKeys } from '../keys.ts';
import {
  copyBeside,
  type Inspection,
  inspect,
  removeDatabase,
  sealedSamples,
} from '../storage/backup.ts';
import { openStore, type Store } from '../storage/database.ts';
import { settings } from './command.ts';

/** @throws Error naming the key that is missing, or the damage */
async function tryKeys(store: Store): Promise<void> {
  const keys = createKeys(parseConfig(settings()).encryptionKeys);
  for (const { id, secret } of await sealedSamples(store.db)) {
    try {
      keys.decrypt(`credentials:${id}`, secret);
    } catch (reason) {
      throw new ConfigError(
        `KEEPSAKE_ENCRYPTION_KEYS do not open what is in it: ${(reason as Error).message}`,
      );
    }
  }
}

/**
 * Opens a finished file as the program does, which brings it up to date.
 * @returns how many records of consent it holds
 * @throws Error when its ledger was altered or a key is missing
 */
export async function tryOut(path: string): Promise<number> {
  const store = await openStore(`file:${path}`, { now: Date.now, keepsBefore: false });
  const keepsake = await createKeepsake({ ...settings(), logLevel: 'silent' }, { store });
  try {
    await tryKeys(store);
    const { ok, checked, broken } = await keepsake.verify();
    if (!ok) throw new Error(`its consent ledger was altered: ${broken.join(', ')}`);
    return checked;
  } finally {
    await keepsake.close();
  }
}

/**
 * Looks a file through that nobody else uses, and leaves it as it is.
 * @returns what it holds, and how many records of consent were checked
 * @throws Error naming what is wrong
 */
export async function examine(path: string): Promise<Inspection & { readonly checked: number }> {
  const found = await inspect(path);
  const copy = `${path}.examined-${process.pid}`;
  try {
    copyBeside(path, copy);
    return { ...found, checked: await tryOut(copy) };
  } finally {
    removeDatabase(copy);
  }
}
