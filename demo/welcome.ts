/** What a newcomer reads in the terminal once everything runs. */

export interface Places {
  readonly shopUrl: string;
  readonly bankUrl: string;
  /** Shown as it is; null where it is nobody's business. */
  readonly key: string | null;
}

export function welcome(places: Places, colour: boolean): string {
  const { shopUrl } = places;
  const rows: readonly (readonly [string, string])[] = [
    ['Shop', `${shopUrl}/`],
    ['Returning buyer', `${shopUrl}/checkout?buyer=ada`],
    ['New buyer', `${shopUrl}/checkout?buyer=noor`],
    ['Fifty cards', `${shopUrl}/checkout?buyer=max`],
    ['Save a card', `${shopUrl}/save-card?buyer=noor`],
    ['Coffee, monthly', `${shopUrl}/coffee?buyer=ada`],
    ['Wallet', `${shopUrl}/wallet?buyer=ada`],
    ['Test cards', `${shopUrl}/buyers`],
    ['Operator', `${shopUrl}/operator`],
    ['Processors', `${shopUrl}/merchant/processors`],
    ['API', `${shopUrl}/v1`],
    ['API key', places.key ?? 'as set in KEEPSAKE_SECRET_KEY'],
    ['Sandbox bank', places.bankUrl],
  ];
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines = rows.map(([name, where]) => `  ${paint(2, name.padEnd(16))} ${where}`);
  return [
    '',
    `  ${paint(1, 'Keepsake is running')}`,
    '',
    ...lines,
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}
