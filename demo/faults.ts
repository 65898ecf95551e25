/**
 * The sandbox bank's own tool for faults, which only this machine may use. It takes all of them away
 * at once or adds one: here one can be changed and the others stay.
 */

/** A fault as the bank tells it; without `rate` it strikes once. */
export interface Fault {
  readonly kind: string;
  readonly rate?: number | null;
  readonly code?: string | null;
  readonly processor?: string | null;
  /** Only for cards that end so. */
  readonly last4?: string | null;
}

/** @param bankUrl where this process reaches the bank */
export async function faultsAt(bankUrl: string): Promise<readonly Fault[]> {
  const response = await fetch(`${bankUrl}/faults`);
  const { data } = (await response.json()) as { data: readonly Fault[] };
  return data;
}

/** Takes away what `ends` picks, and adds `begins`. */
export async function changeFaults(
  bankUrl: string,
  ends: (fault: Fault) => boolean,
  begins: readonly Fault[],
): Promise<void> {
  const stay = (await faultsAt(bankUrl)).filter((fault) => !ends(fault));
  await fetch(`${bankUrl}/faults`, { method: 'DELETE' });
  for (const fault of [...stay, ...begins]) {
    await fetch(`${bankUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  }
}
