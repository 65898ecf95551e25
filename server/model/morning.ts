/**
 * The hour at which a scheduled try is made: in the morning where the buyer lives, when accounts have
 * been filled and banks' systems run. It knows countries by their usual time alone, and no summer time.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Local hours between which a scheduled try is made. */
const FROM_HOUR = 6;
const UNTIL_HOUR = 10;

/** Hours ahead of UTC, in the zone where most people of a country live. */
const HOURS_AHEAD: Readonly<Record<string, number>> = {
  US: -6,
  CA: -5,
  MX: -6,
  CO: -5,
  PE: -5,
  CL: -4,
  AR: -3,
  BR: -3,
  IS: 0,
  GB: 0,
  IE: 0,
  PT: 0,
  MA: 1,
  NG: 1,
  ES: 1,
  FR: 1,
  BE: 1,
  NL: 1,
  LU: 1,
  DE: 1,
  AT: 1,
  CH: 1,
  IT: 1,
  DK: 1,
  NO: 1,
  SE: 1,
  PL: 1,
  CZ: 1,
  SK: 1,
  HU: 1,
  SI: 1,
  HR: 1,
  FI: 2,
  EE: 2,
  LV: 2,
  LT: 2,
  GR: 2,
  RO: 2,
  BG: 2,
  UA: 2,
  IL: 2,
  EG: 2,
  ZA: 2,
  TR: 3,
  SA: 3,
  KE: 3,
  AE: 4,
  PK: 5,
  IN: 5.5,
  BD: 6,
  TH: 7,
  VN: 7,
  ID: 7,
  CN: 8,
  HK: 8,
  SG: 8,
  MY: 8,
  PH: 8,
  TW: 8,
  JP: 9,
  KR: 9,
  AU: 10,
  NZ: 12,
};

/** A number from 0 (inclusive) to 1 that is the same for the same text, so that not all tries fall into one minute. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 2 ** 32;
}

/**
 * The first suitable moment that is not before the given one.
 * @param atMs epoch milliseconds
 * @param country of the card, two letters; UTC where it is not known
 * @param spread whose moment it is: tries of many debts are spread over the morning by it
 */
export function morningFrom(atMs: number, country: string | null, spread: string): number {
  const aheadMs = (HOURS_AHEAD[country ?? ''] ?? 0) * HOUR_MS;
  const local = atMs + aheadMs;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const into = local - midnight;
  if (into >= FROM_HOUR * HOUR_MS && into < UNTIL_HOUR * HOUR_MS) return atMs;
  const day = into < FROM_HOUR * HOUR_MS ? midnight : midnight + DAY_MS;
  const within = Math.floor(shareOf(spread) * (UNTIL_HOUR - FROM_HOUR) * HOUR_MS);
  return day + FROM_HOUR * HOUR_MS + within - aheadMs;
}

/** Days on which many are paid. */
const isPayday = (date: Date) =>
  date.getUTCDate() === 1 || date.getUTCDate() === 15 || date.getUTCDay() === 5;

/**
 * The morning of the first day on which many are paid, or of the day itself where none comes soon.
 * @param withinMs how long such a day is worth waiting for, in milliseconds
 */
export function paydayFrom(
  atMs: number,
  withinMs: number,
  country: string | null,
  spread: string,
): number {
  const aheadMs = (HOURS_AHEAD[country ?? ''] ?? 0) * HOUR_MS;
  const plain = morningFrom(atMs, country, spread);
  for (let days = 0; days * DAY_MS <= withinMs; days += 1)
    if (isPayday(new Date(plain + days * DAY_MS + aheadMs))) return plain + days * DAY_MS;
  return plain;
}
