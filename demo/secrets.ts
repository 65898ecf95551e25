/**
 * The secrets that a demo makes for itself on its first start and keeps beside its database, so
 * that a newcomer has none to invent. Whoever sets them in the environment never gets here.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DemoSecrets {
  /** `kid:base64`. */
  readonly encryptionKeys: string;
  readonly bankSecret: string;
}

/** @param folder where `demo-secrets.json` is, or is to be; readable by its owner alone */
export function demoSecrets(folder: string): DemoSecrets {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'demo-secrets.json');
  if (!existsSync(file)) {
    const made: DemoSecrets = {
      encryptionKeys: `demo:${randomBytes(32).toString('base64')}`,
      bankSecret: randomBytes(32).toString('base64url'),
    };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isSecrets(kept)) throw new Error(`${file} is not readable; delete it with the database`);
  return kept;
}

function isSecrets(value: unknown): value is DemoSecrets {
  return (
    typeof value === 'object' &&
    value !== null &&
    'encryptionKeys' in value &&
    typeof value.encryptionKeys === 'string' &&
    'bankSecret' in value &&
    typeof value.bankSecret === 'string'
  );
}
