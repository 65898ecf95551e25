/** Where a card is typed, from the domain's names to the elements' JSON. It knows no processor. */
import type { CardEntry } from '../processors/processor.ts';
import type { CardEntry as WireCardEntry } from './elements.ts';

export function encodeCardEntry(entry: CardEntry | null): WireCardEntry | null {
  switch (entry?.driver) {
    case 'bank':
      return { driver: entry.driver, url: entry.url };
    case 'stripe':
      return {
        driver: entry.driver,
        publishable_key: entry.publishableKey,
        session: entry.session,
      };
    case 'adyen':
      return {
        driver: entry.driver,
        client_key: entry.clientKey,
        environment: entry.environment,
      };
    default:
      return null;
  }
}
