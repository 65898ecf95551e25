/** What the sandbox bank says of one card from now on: a switch for visitors, by the bank's own tool. */
import { changeFaults, type Fault, faultsAt } from '../faults.ts';

/** What a card may do, by the decline code that makes it so. */
export const MOODS = [
  ['', 'says yes'],
  ['insufficient_funds', 'says: not enough money'],
  ['lost_card', 'says: reported lost'],
  ['authentication_required', 'wants to hear from the buyer'],
] as const;
export type Mood = (typeof MOODS)[number][0];

const isAbout = (last4: string) => (fault: Fault) =>
  fault.kind === 'decline' && fault.last4 === last4;

export async function moodOf(bankUrl: string, last4: string): Promise<Mood> {
  const fault = (await faultsAt(bankUrl)).find(isAbout(last4));
  return MOODS.find(([code]) => code === fault?.code)?.[0] ?? '';
}

export async function setMood(bankUrl: string, last4: string, mood: Mood): Promise<void> {
  const begins = mood === '' ? [] : [{ kind: 'decline', rate: 1, code: mood, last4 }];
  await changeFaults(bankUrl, isAbout(last4), begins);
}

export function parseMood(value: unknown): Mood | undefined {
  return MOODS.find(([code]) => code === value)?.[0];
}
