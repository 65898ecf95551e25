/** Countries and regions by ISO 3166-1 code, named by the platform in the buyer's language. */
import { canonicalLocale } from '../locale/format.ts';

const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM ' +
  'JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP ' +
  'MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY ' +
  'QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN ' +
  'TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** @param allowed only these codes; null for all */
export function countries(locale: string, allowed: readonly string[] | null): readonly Country[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const order = new Intl.Collator(locale);
  return (allowed ?? CODES.split(' '))
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** @param code ISO 3166-1, two letters */
export function countryName(locale: string, code: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

/** A guess at where the buyer is, from the browser's language; the buyer can change it. */
export function likelyCountry(allowed: readonly string[] | null): string | null {
  if (allowed?.length === 1) return allowed[0] ?? null;
  // Where a system has no language set, some browsers' is `C`.
  const language = canonicalLocale(navigator.language) ?? 'und';
  const region = new Intl.Locale(language).region ?? null;
  return region && (allowed ?? CODES.split(' ')).includes(region) ? region : null;
}
